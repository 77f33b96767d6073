// Part of tests built with sanitizers. What drivers and layers keep until the end can only be named while their libraries
// are still loaded.
extern "C" int dlclose(void*) { return 0; }

// The validation layer (1.3.239) keeps records of pushed descriptors that refer to each other; nothing else is excused.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libVkLayer_khronos_validation.so\n"; }

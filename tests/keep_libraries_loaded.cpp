// Part of tests built with sanitizers: what drivers and layers keep until the end can only be told from a leak, and named,
// while their libraries are still loaded.
extern "C" int dlclose(void*) { return 0; }

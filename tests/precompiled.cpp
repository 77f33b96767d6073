// Nothing: the precompiled header of the tests belongs to the target of this file.

#include "cli/commands.h"

int main(int argc, char** argv) { return stipple::cli::run(argc, argv); }

// Preloaded into the program: it dies, as by a machine that goes away, in the very write that would
// make a file longer than HEADROOM_DIE_AT_BYTES, of which only the bytes up to there arrive. A
// parent that watches the file instead comes too late on a busy machine.

#include <csignal>
#include <cstdlib>

#include <dlfcn.h>
#include <unistd.h>

extern "C" ssize_t pwrite(int file, const void* bytes, size_t count, off_t offset) {
    using Write = ssize_t (*)(int, const void*, size_t, off_t);
    static const auto write = reinterpret_cast<Write>(::dlsym(RTLD_NEXT, "pwrite"));
    static const char* const text = std::getenv("HEADROOM_DIE_AT_BYTES");
    const off_t limit = text == nullptr ? 0 : std::atoll(text);
    if (limit == 0 || offset + static_cast<off_t>(count) <= limit)
        return write(file, bytes, count, offset);
    if (offset < limit)
        (void)!write(file, bytes, static_cast<size_t>(limit - offset), offset);
    ::kill(::getpid(), SIGKILL);
    for (;;)
        ::pause();
}

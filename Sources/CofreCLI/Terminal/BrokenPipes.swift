import Glibc

/// Lets a write to a pipe without a reader fail, rather than end the process in the middle of its work.
func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }

package io.vpcep.operator.controlplane;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the Linux kernel says of the TCP sockets of a process. */
final class ListeningAddresses {

  private static final String LISTEN = "0A";
  private static final int LOCAL_ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;

  private ListeningAddresses() {}

  /** The addresses without ports, in the kernel's hex: 127.0.0.1 is {@code 0100007F}. */
  static List<String> of(ProcessHandle process) throws IOException {
    Path proc = Path.of("/proc", Long.toString(process.pid()));
    Set<String> own = sockets(proc);
    return Stream.of("net/tcp", "net/tcp6")
        .flatMap(table -> lines(proc.resolve(table)))
        .map(line -> line.strip().split("\\s+"))
        .filter(column -> column[STATE].equals(LISTEN))
        .filter(column -> own.contains("socket:[" + column[INODE] + "]"))
        .map(column -> column[LOCAL_ADDRESS].split(":", -1)[0])
        .toList();
  }

  private static Set<String> sockets(Path proc) throws IOException {
    try (Stream<Path> descriptors = Files.list(proc.resolve("fd"))) {
      return descriptors.map(ListeningAddresses::target).collect(Collectors.toSet());
    }
  }

  /** A descriptor may be closed between the listing and the look at it. */
  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closed) {
      return "";
    }
  }

  private static Stream<String> lines(Path table) {
    try {
      return Files.exists(table) ? Files.readAllLines(table).stream() : Stream.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

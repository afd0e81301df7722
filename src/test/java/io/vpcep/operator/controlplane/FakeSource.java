package io.vpcep.operator.controlplane;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Delivers empty files instead of programs, and counts how often it was asked to. */
final class FakeSource implements BinarySource {

  static final List<String> ALL = List.of("etcd", "kube-apiserver", "kubectl");

  private final List<String> delivers;
  private final AtomicInteger deliveries = new AtomicInteger();

  FakeSource(List<String> delivers) {
    this.delivers = delivers;
  }

  int deliveries() {
    return deliveries.get();
  }

  @Override
  public String cacheName() {
    return "fake";
  }

  @Override
  public void putInto(Path folder) throws IOException {
    deliveries.incrementAndGet();
    place(folder, delivers);
  }

  static void place(Path folder, List<String> programs) throws IOException {
    for (String program : programs) {
      Path file = Files.createFile(folder.resolve(program));
      if (!file.toFile().setExecutable(true)) {
        throw new IOException("Not made executable: " + file);
      }
    }
  }
}

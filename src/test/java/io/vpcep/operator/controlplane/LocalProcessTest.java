package io.vpcep.operator.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalProcessTest {

  private final Path log;

  LocalProcessTest(@TempDir Path folder) {
    log = folder.resolve("server.log");
  }

  @Test
  void showsTheEndOfTheLogOfAServerThatDies() {
    LocalProcess server = sh("seq -f 'row %g' 100; echo no such flag >&2; exit 1");
    assertThatThrownBy(() -> server.awaitReady(() -> false))
        .isInstanceOf(ControlPlaneException.class)
        .hasMessageStartingWith("server has ended")
        .hasMessageContaining("row 100")
        .hasMessageContaining("no such flag")
        .hasMessageNotContaining("row 70");
  }

  @Test
  void countsAFailingQuestionAsNotReady() {
    // Given
    LocalProcess server = sh("exec sleep 60");
    int[] asked = {0};
    // When
    server.awaitReady(
        () -> {
          if (asked[0]++ < 2) {
            throw new IllegalStateException("not yet");
          }
          return true;
        });
    // Then
    assertThat(asked[0]).isEqualTo(3);
    server.kill();
  }

  @Test
  void stopsAPausedServerToo() {
    LocalProcess server = sh("exec sleep 60");
    server.pause();
    server.stop();
    assertThat(server.handle().isAlive()).isFalse();
  }

  private LocalProcess sh(String script) {
    return LocalProcess.start("server", List.of("sh", "-c", script), log);
  }
}

package io.vpcep.operator.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemCommandsTest {

  private final Path folder;

  SystemCommandsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void tellsOutputFromErrors() throws IOException {
    assertThat(start("pwd; echo \"$GREETING\" >&2; exit 3").join())
        .isEqualTo(new CommandResult(3, folder + "\n", "hello\n"));
  }

  @Test
  void endsACommandThatIsCancelled() throws IOException {
    // Given
    CompletableFuture<CommandResult> running = start("echo $$ > pid; exec sleep 60");
    Path pid = folder.resolve("pid");
    Awaitility.await().until(() -> Files.exists(pid) && Files.size(pid) > 0);
    long process = Long.parseLong(Files.readString(pid).strip());
    // When
    running.cancel(true);
    // Then
    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> ProcessHandle.of(process).isEmpty());
  }

  @Test
  void failsWhereThereIsNoSuchCommand() {
    assertThatThrownBy(
            () -> new SystemCommands().start(folder, Map.of(), List.of("no-such-command")))
        .isInstanceOf(IOException.class);
  }

  private CompletableFuture<CommandResult> start(String script) throws IOException {
    return new SystemCommands()
        .start(folder, Map.of("GREETING", "hello"), List.of("sh", "-c", script));
  }
}

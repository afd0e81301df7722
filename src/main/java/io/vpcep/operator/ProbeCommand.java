package io.vpcep.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks a running operator how it is: an image without a shell has nothing else to ask with. */
@Command(
    name = "probe",
    description = {
      "Ask a running operator whether it is ready, and print what it answers.",
      "Exit codes: 0 for the answer 200; 1 for another answer, or none within 5 s; 2 for a wrong URL."
    },
    mixinStandardHelpOptions = true)
final class ProbeCommand implements Callable<Integer> {

  /** In milliseconds. */
  private static final int PATIENCE = 5_000;

  /** In bytes, of what is printed of an answer. */
  private static final int LONGEST = 4_096;

  @Spec private CommandSpec command = CommandSpec.create();

  @Parameters(
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080/readyz",
      description = "Whom to ask. Default: ${DEFAULT-VALUE}.")
  private String url = "";

  @Override
  public Integer call() {
    try {
      if (new URL(url).openConnection() instanceof HttpURLConnection connection) {
        connection.setConnectTimeout(PATIENCE);
        connection.setReadTimeout(PATIENCE);
        return answer(connection);
      }
    } catch (MalformedURLException e) {
      // As any other URL that is not of HTTP.
    } catch (IOException e) {
      err().println("probe: " + url + " does not answer: " + e.getMessage());
      return 1;
    }
    err().println("probe: " + url + " is no http URL");
    return 2;
  }

  private int answer(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    try (var body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      var text = body == null ? "" : new String(body.readNBytes(LONGEST), UTF_8).strip();
      command.commandLine().getOut().println(status + " " + text);
    }
    return status == 200 ? 0 : 1;
  }

  private PrintWriter err() {
    return command.commandLine().getErr();
  }
}

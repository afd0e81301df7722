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

/** Asks a running operator whether it is ready: the image has no shell and no HTTP client. */
@Command(
    name = "probe",
    description = {
      "Ask a running operator whether it is ready, and print the response.",
      "Exit codes: 0 for status 200; 1 for another status, or no response within 5 s; 2 for an invalid URL."
    },
    mixinStandardHelpOptions = true)
final class ProbeCommand implements Callable<Integer> {

  /** In milliseconds. */
  private static final int PATIENCE = 5_000;

  /** In bytes, of what is printed of a response. */
  private static final int LONGEST = 4_096;

  @Spec private CommandSpec command = CommandSpec.create();

  @Parameters(
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080/readyz",
      description = "The URL to request. Default: ${DEFAULT-VALUE}.")
  private String url = "";

  @Override
  public Integer call() {
    try {
      if (new URL(url).openConnection() instanceof HttpURLConnection connection) {
        connection.setConnectTimeout(PATIENCE);
        connection.setReadTimeout(PATIENCE);
        return print(connection);
      }
    } catch (MalformedURLException e) {
      // As any other URL that is not of HTTP.
    } catch (IOException e) {
      err().println("probe: no response from " + url + ": " + e.getMessage());
      return 1;
    }
    err().println("probe: " + url + ": not an HTTP URL");
    return 2;
  }

  private int print(HttpURLConnection connection) throws IOException {
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

package io.vpcep.emulator.conformance;

import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code conformance}: runs the suite. Exit code 0 when all responses are as expected as far as
 * they went, 1 when one is not, 2 for bad usage or credentials that are refused, 3 for an
 * unexpected error. Secrets come from the environment alone.
 */
@Command(
    name = "conformance",
    header = "Compares a cloud, or an emulator, with the clouds' documents.",
    description = {
      "",
      "Sends the requests of the documents and compares status, fields and types.",
      "It only reads unless --write is given. The report shows no credentials, and of",
      "the responses only the status, the types of fields, and error codes. A partial",
      "result means that some fields were in no response, as in that of an empty list.",
      "",
      "Credentials come from the environment: CLOUD_TOKEN, a token of the project;",
      "or CLOUD_ACCESS_KEY and CLOUD_SECRET_KEY, and CLOUD_SECURITY_TOKEN for a",
      "temporary key.",
      ""
    },
    sortOptions = false)
public final class ConformanceCommand implements Callable<Integer> {

  private static final int DIFFERENT = 1;
  private static final int BAD_USAGE = 2;
  private static final int UNEXPECTED = 3;

  @Mixin private TargetOptions options = new TargetOptions();

  @Option(
      names = "--write",
      description = {
        "Also run what does not only read: it sends a login without credentials, gets a temporary"
            + " key, accepts the connections of an empty list, and adds a whitelist record of a"
            + " random domain to the service and removes it."
      })
  private boolean write;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("unused") // only picocli looks at it
  private boolean help;

  @Spec private CommandSpec spec = CommandSpec.create();

  private final CloudEnvironment environment;

  public ConformanceCommand() {
    this(System.getenv());
  }

  ConformanceCommand(Map<String, String> environment) {
    this.environment = new CloudEnvironment(environment);
  }

  @Override
  public Integer call() throws InterruptedException {
    try {
      return run();
    } catch (BadUsageException e) {
      error(String.valueOf(e.getMessage()));
      return BAD_USAGE;
    } catch (RuntimeException e) {
      // Its message may quote a header, and so a secret.
      error("unexpected error: %s at %s".formatted(e.getClass().getName(), e.getStackTrace()[0]));
      return UNEXPECTED;
    }
  }

  private int run() throws BadUsageException, InterruptedException {
    Caller caller = new HttpCaller(environment.authenticator());
    ConformanceRun run = new ConformanceRun(options.target(environment.token()), caller, write);
    if (run.areCredentialsRefused()) {
      throw new BadUsageException("the credentials are refused (401)");
    }
    Summary summary = new Summary();
    for (ConformanceCase test : ConformanceCase.all()) {
      Outcome outcome = run.run(test);
      summary.add(outcome);
      line(outcome.shown());
    }
    line(summary.shown());
    return summary.hasDifferences() ? DIFFERENT : 0;
  }

  private void line(String text) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(text);
    out.flush();
  }

  private void error(String text) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("conformance: " + text);
    err.flush();
  }
}

package io.vpcep.emulator.conformance;

import io.vpcep.emulator.conformance.Outcome.Verdict;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code conformance}: runs the suite. Exit code 0 when all responses are as expected, 1 when one
 * is not, 2 for bad usage. Secrets come from the environment alone.
 */
@Command(
    name = "conformance",
    header = "Compares a cloud, or an emulator, with the clouds' documents.",
    description = {
      "",
      "Sends the requests of the documents and compares status, fields and types.",
      "It only reads unless --write is given. The report shows neither credentials",
      "nor values of the responses.",
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

  @Option(names = "--against", paramLabel = "URL", description = "Where IAM, VPCEP and CSS are.")
  private @Nullable String against;

  @Option(names = "--iam", paramLabel = "URL", description = "Where IAM is.")
  private @Nullable String iam;

  @Option(names = "--vpcep", paramLabel = "URL", description = "Where VPCEP is.")
  private @Nullable String vpcep;

  @Option(names = "--css", paramLabel = "URL", description = "Where CSS is.")
  private @Nullable String css;

  @Option(names = "--project", paramLabel = "ID", description = "The project.")
  private @Nullable String project;

  @Option(
      names = "--service",
      paramLabel = "ID",
      description = "An endpoint service of the project.")
  private @Nullable String service;

  @Option(
      names = "--cluster",
      paramLabel = "ID",
      description = "A cluster of the project whose endpoint service is enabled.")
  private @Nullable String cluster;

  @Option(
      names = "--write",
      description =
          "Also run what may change something: it gets a temporary key, and adds a whitelist"
              + " record to the service and removes it.")
  private boolean write;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("unused") // only picocli looks at it
  private boolean help;

  @Spec private @Nullable CommandSpec spec;

  private final Map<String, String> environment;

  public ConformanceCommand() {
    this(System.getenv());
  }

  ConformanceCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    Optional<Authenticator> authenticator = authenticator();
    Target target = target();
    if (authenticator.isEmpty() || target.values().isEmpty()) {
      line(authenticator.isEmpty() ? "no credentials: see --help" : "no URL: see --against");
      return BAD_USAGE;
    }
    ConformanceRun run = new ConformanceRun(target, new HttpCaller(authenticator.get()), write);
    Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    for (ConformanceCase test : ConformanceCase.all()) {
      Outcome outcome = run.run(test);
      counts.merge(outcome.verdict(), 1, Integer::sum);
      line(outcome.shown());
    }
    int different = counts.getOrDefault(Verdict.DIFFERENT, 0);
    line(
        "%d as expected, %d different, %d skipped"
            .formatted(
                counts.getOrDefault(Verdict.OK, 0),
                different,
                counts.getOrDefault(Verdict.SKIPPED, 0)));
    return different == 0 ? 0 : DIFFERENT;
  }

  private Target target() {
    Map<String, String> values = new HashMap<>();
    put(values, "iam", iam == null ? against : iam);
    put(values, "vpcep", vpcep == null ? against : vpcep);
    put(values, "css", css == null ? against : css);
    if (!values.isEmpty()) {
      put(values, "project", project);
      put(values, "service", service);
      put(values, "cluster", cluster);
      put(values, "token", environment.get("CLOUD_TOKEN"));
    }
    return new Target(values);
  }

  private static void put(Map<String, String> values, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      values.put(name, value.endsWith("/") ? value.substring(0, value.length() - 1) : value);
    }
  }

  private Optional<Authenticator> authenticator() {
    String token = environment.get("CLOUD_TOKEN");
    String accessKey = environment.get("CLOUD_ACCESS_KEY");
    String secretKey = environment.get("CLOUD_SECRET_KEY");
    if (token != null) {
      return Optional.of(Authenticator.token(token));
    }
    return accessKey == null || secretKey == null
        ? Optional.empty()
        : Optional.of(
            new AccessKeySigner(
                accessKey,
                secretKey,
                environment.get("CLOUD_SECURITY_TOKEN"),
                InstantSource.system()));
  }

  private void line(String text) {
    PrintWriter out =
        spec == null
            ? new PrintWriter(System.out, true, StandardCharsets.UTF_8)
            : spec.commandLine().getOut();
    out.println(text);
    out.flush();
  }
}

package io.vpcep.emulator;

import io.vpcep.emulator.data.BadDataException;
import io.vpcep.emulator.data.DataFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

/**
 * The command line: runs the emulator until the process ends. Exit code 2 for a bad option or data
 * file, 1 when it cannot listen; each with one line on the error output.
 */
@Command(
    name = EmulatorCommand.NAME,
    versionProvider = EmulatorCommand.Version.class,
    header = "Emulates IAM, VPCEP and CSS of Huawei Cloud and Open Telekom Cloud on one port.",
    description = {
      "",
      "Responds like the clouds:",
      "  POST, GET, HEAD /v3/auth/tokens",
      "  POST /v3.0/OS-CREDENTIAL/securitytokens",
      "  GET  /v3/auth/catalog, /v3/auth/domains, /v3/auth/projects",
      "  GET  /v3/projects, /v3/users, /v3/regions, /v3, /",
      "  GET, POST /v1/{project_id}/vpc-endpoint-services",
      "  GET  /v1/{project_id}/vpc-endpoint-services/describe, …/public",
      "  GET, PUT, DELETE /v1/{project_id}/vpc-endpoint-services/{id}",
      "  GET  /v1/{project_id}/vpc-endpoint-services/{id}/connections",
      "  POST /v1/{project_id}/vpc-endpoint-services/{id}/connections/action",
      "  PUT  /v1/{project_id}/vpc-endpoint-services/{id}/connections/description",
      "  GET  /v1/{project_id}/vpc-endpoint-services/{id}/permissions",
      "  POST /v1/{project_id}/vpc-endpoint-services/{id}/permissions/action",
      "  GET  /v1/{project_id}/quotas, /v1/{project_id}/endpoint_service/tags, /v1",
      "  GET  /v1.0/{project_id}/clusters/{id}/vpcepservice/connections",
      "  POST /v1.0/{project_id}/clusters/{id}/vpcepservice/connections",
      "  GET  /v1.0/{project_id}/clusters, /v1.0/{project_id}/clusters/{id}",
      "  POST /v1.0/{project_id}/clusters/{id}/vpcepservice/open, …/permissions",
      "  PUT  /v1.0/{project_id}/clusters/{id}/vpcepservice/close",
      ""
    },
    footer = {
      "",
      "Credentials, unless the data file names others; any project ID is good:",
      "  token          emulator-token",
      "  IAM user       emulator, password emulator-password, domain emulator",
      "  access key     emulator-access-key, secret key emulator-secret-key",
      "",
      "Try it (the documents' example; without --data):",
      "  curl -H 'X-Auth-Token: emulator-token' \\",
      "    http://127.0.0.1:9080/v1/my-project/vpc-endpoint-services/\\",
      "4189d3c2-8882-4871-a3c2-d380272eed88/connections",
      "",
      "The data file (YAML; every key is optional; deploy/emulator/data.yaml explains each):",
      "  dialect: huaweicloud",
      "  tokenLife: 24h",
      "  responseDelay: 20ms",
      "  creatingTime: 1s",
      "  deletingTime: 1s",
      "  users: [{name: …, password: …, domain: …}]",
      "  tokens: [emulator-token]",
      "  accessKeys: [{accessKey: …, secretKey: …, securityToken: …}]",
      "  projects: [{name: eu-de, id: …}]",
      "  regions: [eu-de]",
      "  anyProject: true",
      "  throttling: {limit: 50, period: 1s, retryAfter: 2s}",
      "  services:",
      "    - id: …",
      "      approval: true",
      "      permissions: [iam:domain::…]",
      "      connections: [{id: …, status: accepted, marker_id: 1, …}]",
      "  clusters: [{id: …, vpcepUpdateSwitch: true, connections: [{id: …, …}]}]",
      "  scenario:",
      "    - {after: 5s, service: …, connection: …, set: {status: failed,",
      "       error: [{error_code: …, error_message: …}]}}",
      "    - {after: 9s, service: …, connection: …, add: {status: pendingAcceptance}}",
      "    - {after: 9s, cluster: …, connection: …, remove: true}",
      "",
      "While it runs, /emulator changes its data and injects faults; curl",
      "http://127.0.0.1:9080/emulator tells how.",
      ""
    },
    sortOptions = false)
final class EmulatorCommand implements Callable<Integer> {

  static final String NAME = "vpcep-emulator";

  private static final Logger LOG = LoggerFactory.getLogger(EmulatorCommand.class);
  private static final int BAD_USAGE = 2;
  private static final int CANNOT_LISTEN = 1;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "9080",
      description = "Port to listen on, 0 to 65535; 0: any free one. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--address",
      paramLabel = "A",
      defaultValue = "127.0.0.1",
      description = "Address to listen on; 0.0.0.0: all. Default: ${DEFAULT-VALUE}.")
  private String address = "";

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = "What it serves. Default: the example responses of the API documents.")
  private @Nullable Path data;

  @Option(
      names = "--open-control",
      description = "Let others than loopback use /emulator. Default: only loopback.")
  private boolean openControl;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      description = "How logs are written: text or json. Default: text.")
  @SuppressWarnings("unused") // here for the help; LogFormat reads it earlier
  private LogFormat logFormat = LogFormat.text;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("unused") // only picocli looks at it
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the version.")
  @SuppressWarnings("unused") // only picocli looks at it
  private boolean version;

  private final PrintWriter errors;
  private final Consumer<Emulator> started;

  EmulatorCommand() {
    this(new PrintWriter(System.err, true, StandardCharsets.UTF_8), emulator -> {});
  }

  /**
   * @param started told about the emulator once it serves
   */
  EmulatorCommand(PrintWriter errors, Consumer<Emulator> started) {
    this.errors = errors;
    this.started = started;
  }

  @Override
  public Integer call() {
    EmulatorOptions options;
    try {
      options = options();
    } catch (BadDataException e) {
      return fail(BAD_USAGE, "%s: %s".formatted(data, e.getMessage()));
    } catch (UnknownHostException e) {
      return fail(
          BAD_USAGE,
          "--address: %s is no address; allowed are IP addresses and host names"
              .formatted(address));
    } catch (IOException e) {
      return fail(BAD_USAGE, "--data: %s cannot be read: %s".formatted(data, e));
    } catch (IllegalArgumentException e) {
      return fail(BAD_USAGE, "--port: %d is no port; allowed are 0 to 65535".formatted(port));
    }
    try (Emulator emulator = Emulator.start(options)) {
      return serve(emulator);
    } catch (IOException e) {
      return fail(
          CANNOT_LISTEN, "cannot listen on %s:%d: %s".formatted(address, port, e.getMessage()));
    }
  }

  private EmulatorOptions options() throws IOException {
    EmulatorOptions options =
        EmulatorOptions.defaults()
            .withListen(new InetSocketAddress(InetAddress.getByName(address), port))
            .withOpenControl(openControl);
    return data == null ? options : options.withData(DataFile.read(data));
  }

  private int serve(Emulator emulator) {
    CountDownLatch end = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(emulator::close, "emulator-shutdown"));
    tell(emulator);
    started.accept(emulator);
    try {
      end.await();
    } catch (InterruptedException e) {
      LOG.info("The emulator ends");
    }
    return 0;
  }

  private static void tell(Emulator emulator) {
    LOG.info("The emulator of IAM, VPCEP and CSS is at {}", emulator.url());
    LOG.info("VPC endpoint services: {}", emulator.world().serviceIds());
    LOG.info("CSS clusters: {}", emulator.world().clusterIds());
    LOG.info("Credentials: {}; any project ID", KnownCredentials.of(emulator.identity()));
    LOG.info("GET {}/emulator tells how to change its world", emulator.url());
  }

  private int fail(int code, String message) {
    errors.println(NAME + ": " + message);
    return code;
  }

  /** The version, as the manifest of the jar has it. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      String version = EmulatorCommand.class.getPackage().getImplementationVersion();
      return new String[] {
        "%s %s, Java %s".formatted(NAME, version == null ? "unknown" : version, Runtime.version())
      };
    }
  }
}

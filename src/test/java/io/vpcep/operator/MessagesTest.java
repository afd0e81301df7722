package io.vpcep.operator;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.acceptance.AcceptanceMessages;
import io.vpcep.operator.account.AccountMessages;
import io.vpcep.operator.cloud.CloudMessages;
import io.vpcep.operator.connection.AccountState;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.decision.DecisionMessages;
import io.vpcep.operator.decision.EventRecord;
import io.vpcep.operator.decision.ServiceMessages;
import io.vpcep.operator.documentation.Configuration;
import io.vpcep.operator.poll.PollMessages;
import io.vpcep.operator.provisioning.ProvisioningMessages;
import io.vpcep.operator.settings.SettingsMessages;
import io.vpcep.operator.support.MessageList;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/**
 * All messages of conditions, events and exit lines are in one file, to be read and improved as a
 * text.
 */
class MessagesTest {

  private static final Path FILE = Path.of("src/test/resources/messages.txt");
  private static final Path MAIN = Path.of("src/main/java/io/vpcep/operator");
  private static final List<String> PACKAGES =
      List.of("acceptance", "account", "cloud", "connection", "decision", "provisioning", "poll");

  private static final String HEAD =
      """
      Every message that the operator writes into conditions, events and exit lines, with the situation
      that makes it. MessagesTest keeps this file; after a change of a message, write it again with
        mvn test -Dquick -Dtest=MessagesTest -Dmessages.write
      and read it as somebody on call would.
      """;

  /** Reasons that end at the account, which shows its own. */
  private static final Set<String> OF_ACCOUNTS = Set.of("ACCOUNT_NOT_FOUND");

  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*");

  /** Statements whose texts no user reads in a condition, an event or an exit line. */
  private static final Pattern OTHERS =
      Pattern.compile(
          "(?s)(LOG\\b|\\.log\\(|new (Illegal|Unsupported|SocketTimeout|Malformed(Response|Item))\\w*"
              + "Exception\\(|requireNonNull\\(|HeaderText\\.of|require\\(|distrust\\().*?;");

  /**
   * What is logged, what exceptions of our own say, and the words of others that are looked for.
   */
  private static final Set<String> NOT_SHOWN =
      Set.of(
          "credentials of",
          "lock of",
          "of account",
          "of domain",
          "token for project",
          "unreadable response",
          "ak not exist",
          "failed to reach the limit",
          "signature expired",
          "unexpected end of stream",
          "Failed to authenticate with proxy",
          "Unexpected response code for CONNECT: ([0-9]{3})",
          "^.*? is (forbidden|invalid):",
          "(ID1ID2|FHCRC|CRC|ISIZE): actual .*|gzip finished without .*");

  private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");

  private final Map<StartFailure, Object[]> details =
      new EnumMap<>(
          Map.of(
              StartFailure.KUBECONFIG,
              of("/etc/kubeconfig: no such file"),
              StartFailure.API_SERVER_UNUSABLE,
              of("https://10.0.0.1", "Unauthorized"),
              StartFailure.API_SERVER_SILENT,
              of("https://10.0.0.1", 60, "Connection refused"),
              StartFailure.DEFINITIONS_MISSING,
              of("vpcep.io/v1alpha1", "[CloudAccount]"),
              StartFailure.DEFINITIONS_OLD,
              of("vpcep.io/v1alpha1", "VpcEndpointConnection status.pendingSinceTime"),
              StartFailure.PORT_UNAVAILABLE,
              of(8080, "all addresses", "Address already in use"),
              StartFailure.LEASE_NAMESPACE_UNKNOWN,
              of(),
              StartFailure.OTHER,
              of("<exception>"),
              StartFailure.LEASE_LOST,
              of(),
              StartFailure.CERTIFICATE_UNTRUSTED,
              of("<exception>")));

  private final Map<CommandFailure, Object[]> commands =
      new EnumMap<>(
          Map.of(
              CommandFailure.ACCOUNT_NOT_FOUND,
              of("prod", "shop"),
              CommandFailure.NOT_READ,
              of("Secret shop/prod-credentials", "secrets \"prod-credentials\" is forbidden"),
              CommandFailure.API_SERVER,
              of("https://10.0.0.1", "Connection refused"),
              CommandFailure.ACCOUNT_NOT_READY,
              of(
                  "shop/prod",
                  "SecretNotFound",
                  "Secret prod-credentials does not exist in namespace shop."),
              CommandFailure.NOT_LISTED,
              of("Throttled", "The cloud limits the rate of calls. Cloud: 429 APIGW.0308: …"),
              CommandFailure.TIMEOUT,
              of("2m"),
              CommandFailure.OUTPUT,
              of(),
              CommandFailure.OTHER,
              of("<exception>")));

  @Test
  void areThoseOfTheFile() throws IOException {
    var messages = messages();
    if (System.getProperty("messages.write") != null) {
      Files.writeString(FILE, messages);
    }

    assertThat(messages)
        .as("read the change, then: mvn test -Dquick -Dtest=MessagesTest -Dmessages.write")
        .isEqualTo(Files.readString(FILE));
  }

  @Test
  void haveOneOfEveryReason() throws IOException {
    var text = Files.readString(FILE);

    assertThat(
            Stream.of(
                    Stream.of(CloudFailure.Reason.values()).map(CloudFailure.Reason::value),
                    Stream.of(AccountState.Reason.values()).map(AccountState.Reason::value),
                    Stream.of(EventRecord.Reason.values()).map(EventRecord.Reason::value))
                .flatMap(reasons -> reasons)
                .filter(reason -> !OF_ACCOUNTS.contains(reason)))
        .allSatisfy(reason -> assertThat(text).containsPattern("[ (]" + reason + "[\\n):]"));
  }

  @Test
  void haveEverySentenceOfTheCode() throws IOException {
    var text = Files.readString(FILE);
    var missing = new TreeSet<String>();
    for (var source : sources()) {
      var code =
          OTHERS.matcher(COMMENT.matcher(Files.readString(source)).replaceAll("")).replaceAll("");
      for (var found : TEXT.matcher(code).results().toList()) {
        for (var part : parts(found.group(1))) {
          if (!NOT_SHOWN.contains(part) && !text.contains(part) && !text.contains(capital(part))) {
            missing.add(MAIN.relativize(source) + ": " + part);
          }
        }
      }
    }

    assertThat(missing).as("texts that no situation of the file shows").isEmpty();
  }

  /** The texts between what is filled in, without those that are no words of a sentence. */
  private static List<String> parts(String literal) {
    return Stream.of(literal.translateEscapes().split("%(?:\\d\\$)?,?[sd]|%%"))
        .map(String::strip)
        .filter(part -> part.matches("(?s).*[a-z]{2,} .*[a-z]{2,}.*"))
        .toList();
  }

  private static String capital(String part) {
    return Character.toUpperCase(part.charAt(0)) + part.substring(1);
  }

  private static List<Path> sources() throws IOException {
    try (var files = Files.walk(MAIN)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> PACKAGES.contains(MAIN.relativize(file).getName(0).toString()))
          .sorted()
          .toList();
    }
  }

  private String messages() {
    var list = new MessageList();
    DecisionMessages.addConnections(list);
    ServiceMessages.add(list);
    ProvisioningMessages.add(list);
    AcceptanceMessages.add(list);
    AccountMessages.add(list);
    DecisionMessages.addAccounts(list);
    PollMessages.add(list);
    CloudMessages.add(list);
    SettingsMessages.add(list, Configuration.wrongFiles());
    list.section("The last log line of a process that ends by itself; exit code 2 or 1");
    for (var failure : StartFailure.values()) {
      list.add(failure.name(), failure.message(requireNonNull(details.get(failure))));
    }
    list.section("The error of `list` and `export`; exit code 1");
    for (var failure : CommandFailure.values()) {
      list.add(failure.name(), "list: " + failure.message(requireNonNull(commands.get(failure))));
    }
    list.section("The error of `probe`; exit code 1 or 2");
    list.add("nobody listens", probe("http://127.0.0.1:1/readyz"));
    list.add("the URL is not one", probe("readyz"));
    return HEAD.lines().map(line -> "# " + line).collect(joining("\n", "", "\n")) + list.text();
  }

  private static String probe(String url) {
    var errors = new StringWriter();
    new CommandLine(new ProbeCommand()).setErr(new PrintWriter(errors)).execute(url);
    return errors.toString().strip();
  }

  private static Object[] of(Object... details) {
    return details;
  }
}

package io.vpcep.operator.e2e;

import static io.vpcep.operator.e2e.Examples.ENDPOINT;
import static io.vpcep.operator.e2e.Examples.SERVICE;
import static io.vpcep.operator.e2e.TestNamespace.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.vpcep.emulator.fault.Fault;
import io.vpcep.emulator.fault.Target;
import io.vpcep.emulator.world.SourceRef;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a stranger's mistakes show, as docs/troubleshooting.md lists them. */
@EndToEnd
class MistakesIT {

  private static final Path PAGE = Path.of("docs/troubleshooting.md");
  private static final String BEGIN = "<!-- mistakes: begin -->\n";
  private static final String END = "<!-- mistakes: end -->\n";
  private static final SourceRef UNKNOWN = SourceRef.service("b1f4c1d0-wrong");
  private static final SourceRef FORBIDDEN = SourceRef.service("forbidden");
  private static final String ACCOUNT_SPEC =
      "{cloud: %s, region: eu-de, projectID: p, credentialsSecretRef: {name: %s}}";

  private final OperatorFixture fixture;

  /** The names of the resources, each with the mistake that was made, in the order of the page. */
  private final Map<String, String> accounts = new LinkedHashMap<>();

  private final Map<String, String> connections = new LinkedHashMap<>();

  MistakesIT(OperatorFixture fixture) throws Exception {
    this.fixture = fixture.startOperator();
  }

  @Test
  void areShownAsThePageSays() throws Exception {
    // When
    makeThoseOfAccounts();
    makeThoseOfConnections();
    // Then
    await().atMost(TestNamespace.SOON).until(this::areAllShown);
    var table = table();
    if (System.getProperty("troubleshooting.write") != null) {
      Files.writeString(PAGE, replaced(Files.readString(PAGE), table));
    }
    assertThat(replaced(Files.readString(PAGE), table))
        .as("read the change, then run this test with -Dtroubleshooting.write")
        .isEqualTo(Files.readString(PAGE));
  }

  private void makeThoseOfAccounts() {
    account("no-secret", "The Secret does not exist.", "emulator", "missing");
    fixture.secret("sample", Map.of("token", "put-the-token-here"));
    account("sample", "The sample's Secret is applied without an edit.", "emulator", "sample");
    fixture.secret(
        "wrong-keys", Map.of("username", "ops", "password", "unused", "domainName", "d"));
    account("wrong-keys", "A key of the Secret is misspelled.", "emulator", "wrong-keys");
    fixture.secret("wrong-password", Credentials.login("emulator", "no-such-one", "emulator"));
    account("wrong-password", "The password is wrong.", "emulator", "wrong-password");
    account("wrong-cloud", "`spec.cloud` is misspelled.", "otcc", "credentials");
    accounts.put("no-project", "`spec.projectID` is missing beside a token.");
    fixture.accountWithoutProject("no-project", "credentials");
  }

  private void account(String name, String mistake, String cloud, String secret) {
    accounts.put(name, mistake);
    fixture.applyAccount(name, ACCOUNT_SPEC.formatted(cloud, secret));
  }

  private void makeThoseOfConnections() {
    connection("wrong-account", "`accountRef.name` is misspelled.", "prodd", SERVICE, ENDPOINT);
    connection("wrong-service", "The service's ID is wrong.", ACCOUNT, UNKNOWN, ENDPOINT);
    connection("wrong-endpoint", "The endpoint's ID is wrong.", ACCOUNT, SERVICE, "no-endpoint");
    fixture.faults().add(Fault.status(403, Target.ofSource(FORBIDDEN.id())));
    connection(
        "no-right", "The user is not allowed to list connections.", ACCOUNT, FORBIDDEN, ENDPOINT);
    connection("bad-account", "The account is not ready.", "no-secret", SERVICE, ENDPOINT);
  }

  private void connection(
      String name, String mistake, String account, SourceRef source, String endpoint) {
    connections.put(name, mistake);
    fixture.applyConnection(name, Manifests.spec(account, source, endpoint, ""));
  }

  private boolean areAllShown() {
    return accounts.keySet().stream().allMatch(name -> fixture.accountReady(name).startsWith("F"))
        && fixture.condition("wrong-endpoint", "Ready").startsWith("False")
        && connections.keySet().stream()
            .filter(name -> !name.equals("wrong-endpoint"))
            .allMatch(name -> fixture.condition(name, "Synced").startsWith("False"));
  }

  private String table() {
    var rows = new ArrayList<String>();
    rows.add("| mistake | `kubectl get` | condition in `kubectl describe` | events |");
    rows.add("| --- | --- | --- | --- |");
    connections.forEach(
        (name, mistake) ->
            rows.add(row(mistake, "vpcec", name, List.of("STATE", "READY", "REASON"), why(name))));
    accounts.forEach(
        (name, mistake) ->
            rows.add(
                row(
                    mistake,
                    "vpcea",
                    name,
                    List.of("READY", "REASON"),
                    "Ready " + fixture.accountReady(name))));
    return rows.stream().map(row -> row + "\n").collect(Collectors.joining());
  }

  private String row(String mistake, String kind, String name, List<String> columns, String why) {
    return "| %s | %s: %s | %s | %s |"
        .formatted(
            mistake,
            kind,
            columns.stream()
                .map(column -> column + " " + quoted(cell(kind, name, column)))
                .collect(Collectors.joining(", ")),
            why.replace(fixture.namespace(), "shop"),
            events(name));
  }

  /** The condition that the column REASON repeats, with its message. */
  private String why(String name) {
    var synced = fixture.condition(name, "Synced");
    var type = synced.startsWith("True") ? "Ready" : "Synced";
    return "%s %s: %s".formatted(type, fixture.condition(name, type), fixture.message(name, type));
  }

  private static String quoted(String cell) {
    return cell.isEmpty() ? "empty" : "`" + cell + "`";
  }

  /** What kubectl prints in a column; the header says where it begins. */
  private String cell(String kind, String name, String column) {
    var lines = fixture.kubectl("get", kind, name).lines().toList();
    int start = lines.get(0).indexOf(column);
    return lines.get(1).substring(start).split("  ", 2)[0].strip();
  }

  private String events(String name) {
    var told = fixture.events(name).stream().map(MistakesIT::shown).sorted().toList();
    return told.isEmpty() ? "none" : String.join(", ", told);
  }

  private static String shown(Event event) {
    return event.getType() + " `" + event.getReason() + "`";
  }

  private static String replaced(String page, String table) {
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    return page.substring(0, begin) + table + page.substring(page.indexOf(END));
  }
}

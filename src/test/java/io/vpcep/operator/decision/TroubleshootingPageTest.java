package io.vpcep.operator.decision;

import static io.vpcep.operator.support.ResourceBuilder.aResource;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vpcep.operator.api.Condition;
import io.vpcep.operator.api.VpcEndpointConnectionStatus;
import io.vpcep.operator.connection.AccountState;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.ConnectionState;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/troubleshooting.md has an entry for every reason that a condition can have. */
class TroubleshootingPageTest {

  /** What ends at the account, and shows in its condition alone. */
  private static final Set<CloudFailure.Reason> OF_ACCOUNTS =
      EnumSet.of(CloudFailure.Reason.UNAUTHORIZED, CloudFailure.Reason.PROJECT_NOT_FOUND);

  @Test
  void everyReasonOfReadyHasAnEntryAndNoOtherHas() throws Exception {
    var reasons = new TreeSet<String>();
    for (var state : states()) {
      for (boolean overdue : new boolean[] {false, true}) {
        var readiness = Readiness.of(observedStatus(state), aResource().build().getSpec(), overdue);
        reasons.add(readiness.reason());
        reasons.add(readiness.stale(Instant.EPOCH).reason());
      }
    }

    assertThat(entries("A connection's Ready")).containsExactlyInAnyOrderElementsOf(reasons);
  }

  @Test
  void everyReasonOfAServiceHasAnEntryAndNoOtherHas() throws Exception {
    assertThat(entries("A service's Ready"))
        .containsExactlyInAnyOrder(
            Readiness.LISTED.reason(), Readiness.NOT_OBSERVED.reason(), Readiness.STALE);
    assertThat(entries("A service's AttentionRequired"))
        .containsExactlyInAnyOrder(
            AttentionCondition.FAILED,
            Condition.ACCEPTANCE_OVERDUE,
            AttentionCondition.REJECTED,
            AttentionCondition.SETTLED.reason(),
            Readiness.NOT_OBSERVED.reason());
  }

  @Test
  void everyReasonOfConnectionsReadyHasAnEntryAndNoOtherHas() throws Exception {
    var messages = Files.readString(Path.of("src/test/resources/messages.txt"));

    assertThat(entries("A service's ConnectionsReady"))
        .containsExactlyInAnyOrderElementsOf(
            Pattern.compile("ConnectionsReady \\w+ \\((\\w+)\\)")
                .matcher(messages)
                .results()
                .map(found -> found.group(1))
                .collect(toSet()));
  }

  @Test
  void everyReasonOfSyncedHasAnEntryAndNoOtherHas() throws Exception {
    var reasons =
        Stream.of(CloudFailure.Reason.values())
            .filter(reason -> !OF_ACCOUNTS.contains(reason))
            .map(CloudFailure.Reason::value)
            .collect(toSet());
    reasons.addAll(Set.of("Polled", "Suspended", "NotObserved", "InternalError"));

    assertThat(entries("A connection's Synced")).containsExactlyInAnyOrderElementsOf(reasons);
  }

  @Test
  void everyReasonOfAnAccountHasAnEntryAndNoOtherHas() throws Exception {
    assertThat(entries("An account's Ready"))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(AccountState.Reason.values()).map(AccountState.Reason::value).toList());
  }

  /** Each state that the product knows, one that it does not, and none. */
  private static List<String> states() throws IllegalAccessException {
    var states = new ArrayList<>(List.of("\"unheardOf\"", "null"));
    for (var field : ConnectionState.class.getFields()) {
      if (Modifier.isStatic(field.getModifiers())) {
        states.add("\"" + field.get(null) + "\"");
      }
    }
    return states;
  }

  private static VpcEndpointConnectionStatus observedStatus(String state) throws IOException {
    return new JsonMapper()
        .readValue("{\"state\": " + state + "}", VpcEndpointConnectionStatus.class);
  }

  /** The headings of the third level in a chapter. */
  private static List<String> entries(String chapter) throws IOException {
    return Files.readString(Path.of("docs/troubleshooting.md"))
        .split("\n## " + chapter + "\n", 2)[1]
        .split("\n## ", 2)[0]
        .lines()
        .filter(line -> line.startsWith("### "))
        .map(line -> line.substring(4))
        .toList();
  }
}

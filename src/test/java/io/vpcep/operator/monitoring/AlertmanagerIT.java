package io.vpcep.operator.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpcep.operator.monitoring.Webhook.Message;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The example for Alertmanager, with a real one, a real Prometheus and the shipped rules. */
class AlertmanagerIT {

  private static final Path EXAMPLE = Path.of("deploy/prometheus/alertmanager.yaml");
  private static final int FAILED = 2_500;

  /**
   * Scrape, evaluation and {@code for}, then the shortened {@code group_wait}, on a busy machine.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static ExportedFleet fleet;
  private static Webhook webhook;
  private static Monitoring monitoring;

  @BeforeAll
  static void aFleetWithManyProblems() throws Exception {
    fleet =
        ExportedFleet.create()
            .connections(FAILED, "shop", "failed", "shop")
            .connections(1, "shop", "failed", "billing")
            .connections(1, "shop", "failed", "")
            .connections(1, "shop", "creating", "billing")
            .connections(2, "broken", "creating", "shop")
            .connections(2, "broken", "failed", "shop")
            .account("shop", true, "shop")
            .account("broken", false, "shop")
            .serve();
    webhook = Webhook.open();
    monitoring =
        Monitoring.start(AlertFiles.hastened("2s", List.of("label_team")), fleet.port(), example());
    await().atMost(PATIENCE).until(() -> notified().size() >= 6);
  }

  /** The example, with the webhook in place of its receivers, and quicker. */
  private static String example() throws Exception {
    var text = Files.readString(EXAMPLE);
    assertThat(text).contains("group_wait: 30s");
    return text.replace("group_wait: 30s", "group_wait: 5s")
        .replaceAll("http://receiver\\.example\\.com[^']*", webhook.url());
  }

  @AfterAll
  static void close() throws Exception {
    monitoring.close();
    webhook.close();
    fleet.close();
  }

  @Test
  void eachTeamIsToldOfWhatIsItsOwnAndTheRestStaysWithThePlatform() {
    assertThat(notified())
        .containsExactly(
            "billing VpcepConnectionInTransition shop",
            "billing-on-call VpcepConnectionFailed shop",
            "platform-on-call VpcepConnectionFailed shop",
            "shop VpcepAccountNotReady broken",
            "shop-on-call VpcepConnectionFailed broken",
            "shop-on-call VpcepConnectionFailed shop");
  }

  @Test
  void thousandsOfFailuresOfOneServiceAreOneNotification() {
    var messages =
        webhook.messages().stream()
            .filter(message -> summary(message).equals("shop-on-call VpcepConnectionFailed shop"))
            .toList();

    assertThat(messages).hasSize(1);
    assertThat(messages.get(0).alerts()).hasSize(20);
    assertThat(messages.get(0).truncatedAlerts()).isEqualTo(FAILED - 20);
  }

  @Test
  void whatFollowsFromABrokenAccountIsHeldBackAndWhatHadFailedIsNot() {
    assertThat(inhibited("VpcepConnectionInTransition", "broken")).containsExactly(true, true);
    assertThat(inhibited("VpcepConnectionFailed", "broken")).containsExactly(false, false);
    assertThat(inhibited("VpcepConnectionInTransition", "shop")).containsExactly(false);
  }

  private static List<Boolean> inhibited(String alert, String namespace) {
    return StreamSupport.stream(monitoring.alerts().spliterator(), false)
        .filter(each -> is(each, "alertname", alert) && is(each, "namespace", namespace))
        .map(each -> !each.at("/status/inhibitedBy").isEmpty())
        .toList();
  }

  private static boolean is(JsonNode alert, String label, String value) {
    return alert.get("labels").path(label).asText().equals(value);
  }

  private static Set<String> notified() {
    var summaries = new TreeSet<String>();
    webhook.messages().forEach(message -> summaries.add(summary(message)));
    return summaries;
  }

  private static String summary(Message message) {
    return message.receiver()
        + " "
        + message.alert()
        + " "
        + message.alerts().get(0).labels().get("namespace");
  }
}

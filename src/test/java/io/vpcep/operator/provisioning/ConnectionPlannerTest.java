package io.vpcep.operator.provisioning;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vpcep.operator.provisioning.Refusal.Reason;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionPlannerTest {

  private static final Duration DAY = Duration.ofHours(24);

  private final ProvisioningFixture world = new ProvisioningFixture();

  @Test
  void eachConnectionGetsAResourceAndThenThereIsNothingToDo() {
    world.lists("a", "b");

    assertThat(ProvisioningFixture.changes(world.live()))
        .containsExactlyInAnyOrder("Create shop-a", "Create shop-b");

    var plan = world.live();
    assertThat(plan.changes()).isEmpty();
    assertThat(reason(plan)).isEqualTo("Made");
  }

  @Test
  void whileResourcesAreMadeTheConditionStaysAsItWas() {
    assertThat(world.lists("a").plan().condition()).isNull();
  }

  @Test
  void whatAPlanCannotChangeIsNoneOfItsBusiness() {
    world.lists("a").settle();
    world.edit(
        "shop-a",
        resource -> {
          resource.withObject("/metadata/labels").put("mine", "yes");
          resource.withObject("/spec").put("pollInterval", "5s");
          resource.withObject("/spec").put("pendingAcceptanceTimeout", "30m");
        });

    assertThat(world.live().changes()).isEmpty();
  }

  @Test
  void aFieldOfTheTemplateIsSetAndRemovedWithTheTemplateAndAUsersEditIsUndone() {
    world
        .lists("a")
        .connections("namePrefix: shop-, template: {spec: {pollInterval: 5s}}")
        .settle();
    assertThat(spec("pollInterval")).isEqualTo("5s");

    world.edit("shop-a", resource -> resource.withObject("/spec").put("pollInterval", "9s"));
    world.settle();
    assertThat(spec("pollInterval")).isEqualTo("5s");

    world.connections("namePrefix: shop-").settle();
    assertThat(world.resource("shop-a").path("spec").has("pollInterval")).isFalse();
  }

  @Test
  void anEditOfTheIdentityIsUndone() {
    world.lists("a").settle();
    world.edit(
        "shop-a",
        resource -> {
          var spec = resource.withObject("/spec");
          spec.remove("endpointID");
          spec.put("markerID", 7);
          spec.withObject("/accountRef").put("name", "other");
        });

    world.settle();

    assertThat(spec("endpointID")).isEqualTo("a");
    assertThat(world.resource("shop-a").path("spec").has("markerID")).isFalse();
    assertThat(world.resource("shop-a").at("/spec/accountRef/name").asText()).isEqualTo("prod");
  }

  @Test
  void aCopyOfAMadeResourceIsItsUsers() {
    world.lists("a").settle();
    world.put(world.resource("shop-a").toString().replace("\"shop-a\"", "\"copy\""));
    world.lacks("a");
    world.settle();
    world.later(DAY);
    world.settle();

    assertThat(world.names()).containsExactly("copy");
  }

  @Test
  void whatAnotherServiceOfTheSameNameMadeIsNotItsOwn() {
    world.lists("a").settle();
    world.edit(
        "shop-a",
        resource ->
            ((ObjectNode) resource.at("/metadata/ownerReferences/0")).put("uid", "former-uid"));

    assertThat(world.settle().changes()).isEmpty();
    assertThat(world.names()).containsExactly("shop-a");
  }

  @Test
  void excludedConnectionsAreNotMadeAndThoseThatAreStay() {
    world.lists("a", "b").settle();
    world.delete("shop-b");
    world.spec("selector: {excludeEndpointIDs: [a, b]}");

    assertThat(world.settle().changes()).isEmpty();
    assertThat(world.names()).containsExactly("shop-a");
  }

  @Test
  void whatIsGoneIsDeletedAfterAWhile() {
    world.lists("a").settle();
    world.lacks("a").settle();

    world.later(DAY.minusSeconds(2));
    world.settle();
    assertThat(world.names()).containsExactly("shop-a");
    assertThat(world.resource("shop-a").at("/metadata/annotations/vpcep.io~1gone-since").asText())
        .isEqualTo(ProvisioningFixture.NOON.toString());

    world.later(Duration.ofSeconds(2));
    world.settle();
    assertThat(world.names()).isEmpty();
  }

  @Test
  void aRestartDoesNotBeginTheWaitAnew() {
    world.lists("a").settle();
    world.lacks("a").settle();
    world.later(DAY.minusSeconds(2));
    world.restart();
    world.settle();
    assertThat(world.names()).containsExactly("shop-a");

    world.later(Duration.ofSeconds(2));
    world.settle();

    assertThat(world.names()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {-48, 48})
  void aClockThatIsSetWhileTheOperatorRunsChangesNothing(long hours) {
    world.lists("a").settle();
    world.lacks("a").settle();
    world.setClock(Duration.ofHours(hours));
    world.failing(true).settle();
    world.failing(false).settle();
    world.later(DAY.minusSeconds(2));
    world.settle();
    assertThat(world.names()).containsExactly("shop-a");

    world.later(Duration.ofSeconds(2));
    world.settle();

    assertThat(world.names()).isEmpty();
  }

  @Test
  void whatComesBackIsKeptAndItsNoteRemoved() {
    world.lists("a").settle();
    world.lacks("a").settle();
    world.lists("a").polled();
    world.settle();
    world.later(DAY);
    world.settle();

    assertThat(world.names()).containsExactly("shop-a");
    assertThat(world.resource("shop-a").path("metadata").path("annotations").size()).isEqualTo(1);
  }

  @Test
  void nothingIsDeletedWhereTheListDoesNotTellWhatIsGone() {
    world.lists("a").connections("namePrefix: shop-, onGone: {after: 0s}").settle();

    world.lacks("a").failing(true).settle();
    world.failing(false).unreadable(1).settle();
    assertThat(world.names()).containsExactly("shop-a");

    world.unreadable(0).settle();
    assertThat(world.names()).isEmpty();
  }

  @Test
  void nothingIsDeletedBeforeItsOwnPollsSayThatItIsGone() {
    world.lists("a").connections("namePrefix: shop-, onGone: {after: 0s}").settle();
    world.lacks("a");
    world.edit("shop-a", resource -> resource.withObject("/status").put("state", "accepted"));

    world.settle();

    assertThat(world.names()).containsExactly("shop-a");
  }

  @Test
  void aListThatWasReadBeforeItsTimeCameDeletesNothing() {
    world.lists("a").settle();
    world.lacks("a").settle();
    world.reading(false);
    world.later(DAY);
    assertThat(world.settle().changes()).isEmpty();
    assertThat(world.names()).containsExactly("shop-a");

    world.reading(true).settle();

    assertThat(world.names()).isEmpty();
  }

  @Test
  void whatIsSuspendedIsNotDeleted() {
    world.lists("a").connections("namePrefix: shop-, onGone: {after: 0s}").settle();
    world.edit("shop-a", resource -> resource.withObject("/spec").put("suspend", true));

    world.lacks("a").settle();

    assertThat(world.names()).containsExactly("shop-a");
  }

  @Test
  void whatGoesOneAfterTheOtherIsNotGoneAtOnce() {
    var ids = IntStream.range(0, 10).mapToObj(i -> "e" + i).toArray(String[]::new);
    world.lists(ids).settle();
    for (int i = 0; i < 4; i++) {
      assertThat(reason(world.lacks("e" + i).settle())).isEqualTo("Made");
      world.later(Duration.ofHours(2));
    }

    world.later(DAY);
    world.settle();

    assertThat(world.names()).hasSize(6);
  }

  @Test
  void aResourceWhoseNoteAndLabelAreGoneIsStillItsOwn() {
    world.lists("a").settle();
    world.edit(
        "shop-a",
        resource -> {
          resource.withObject("/metadata").remove("annotations");
          resource.withObject("/metadata").remove("labels");
        });

    assertThat(ProvisioningFixture.changes(world.live())).containsExactly("Patch shop-a");
    assertThat(world.settle().changes()).isEmpty();
  }

  @Test
  void nothingIsDeletedWithThePolicyKeep() {
    world.lists("a").connections("namePrefix: shop-, onGone: {policy: Keep, after: 0s}").settle();

    assertThat(reason(world.lacks("a").settle())).isEqualTo("Made");
    assertThat(world.names()).containsExactly("shop-a");
  }

  @Test
  void nothingIsDeletedNorNotedWhileTooMuchIsGoneAtOnce() {
    var ids = IntStream.range(0, 10).mapToObj(i -> "e" + i).toArray(String[]::new);
    world.lists(ids).connections("namePrefix: shop-, onGone: {after: 0s}").settle();

    var plan = world.lacks("e0", "e1", "e2").settle();
    assertThat(reason(plan)).isEqualTo("PruneBlocked");
    assertThat(world.names()).hasSize(10);

    world.lists("e0").polled();
    assertThat(reason(world.settle())).isEqualTo("Made");
    assertThat(world.names()).hasSize(8);
  }

  @Test
  void oneOfAFewMayGo() {
    world.lists("a", "b").connections("namePrefix: shop-, onGone: {after: 0s}").settle();

    world.lacks("a").settle();

    assertThat(world.names()).containsExactly("shop-b");
  }

  @Test
  void theLimitCountsWhatThereIsAndDeletesNothing() {
    world.lists("a", "b", "c").connections("namePrefix: shop-, limit: 2").settle();
    assertThat(world.names()).containsExactly("shop-a", "shop-b");

    var plan = world.connections("namePrefix: shop-, limit: 1").settle();

    assertThat(reason(plan)).isEqualTo("LimitReached");
    assertThat(world.names()).containsExactly("shop-a", "shop-b");
  }

  @Test
  void aNewPrefixNamesNewResourcesOnly() {
    world.lists("a").settle();

    world.connections("namePrefix: new-").lists("b").settle();

    assertThat(world.names()).containsExactly("new-b", "shop-a");
  }

  @Test
  void twoEndpointsOfOneNameAreOneResource() {
    var plan = world.lists("abc", "ABC").settle();

    assertThat(reason(plan)).isEqualTo("NameTaken");
    assertThat(world.names()).hasSize(1);
  }

  @Test
  void whatIsBeingDeletedIsLeftToThatAndMadeAgainLater() {
    world.lists("a").settle();
    world.edit(
        "shop-a",
        resource ->
            resource
                .withObject("/metadata")
                .put("deletionTimestamp", ProvisioningFixture.NOON.toString()));
    world.connections("namePrefix: shop-, template: {spec: {suspend: true}}");
    assertThat(world.live().changes()).isEmpty();

    world.delete("shop-a");
    world.settle();

    assertThat(world.names()).containsExactly("shop-a");
  }

  @Test
  void aRefusalIsSaidForAsLongAsThereIsSomethingToDo() {
    world.lists("a").refused(new Refusal(Reason.QUOTA_EXCEEDED, "exceeded quota: few"));
    assertThat(reason(world.live())).isEqualTo("QuotaExceeded");

    assertThat(reason(world.live())).isEqualTo("Made");
  }

  private String spec(String field) {
    return world.resource("shop-a").path("spec").path(field).asText();
  }

  private static String reason(ConnectionPlan plan) {
    return requireNonNull(plan.condition()).reason();
  }
}

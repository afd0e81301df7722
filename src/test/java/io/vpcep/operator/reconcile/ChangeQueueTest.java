package io.vpcep.operator.reconcile;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vpcep.operator.provisioning.ConnectionChange;
import io.vpcep.operator.provisioning.ConnectionChange.Delete;
import io.vpcep.operator.provisioning.ConnectionChange.Patch;
import io.vpcep.operator.provisioning.Refusal;
import io.vpcep.operator.provisioning.Refusal.Reason;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChangeQueueTest {

  private static final Refusal QUOTA = new Refusal(Reason.QUOTA_EXCEEDED, "exceeded quota");
  private static final Refusal REFUSED = new Refusal(Reason.REFUSED, "no");

  private final ChangeQueue queue = new ChangeQueue();
  private MonotonicTime now = new MonotonicTime(0);

  @Test
  void allChangesOfARoundAreTriedSoManyAtATime() {
    assertThat(queue.begin(List.of(patch("a"), patch("b"), patch("c")), true, now, 2)).isEqualTo(2);
    assertThat(queue.isBusy()).isTrue();
    assertThat(queue.end()).isFalse();
    assertThat(queue.end()).isTrue();
    assertThat(queue.isBusy()).isFalse();
  }

  @Test
  void aRefusedChangeWaitsLongerEachTimeAndTheOthersDoNot() {
    var plan = List.of(patch("bad"), patch("good"));
    assertThat(round(plan, refusing("bad", REFUSED))).containsExactly("bad", "good");
    assertThat(queue.refusal(now)).isEqualTo(REFUSED);
    assertThat(queue.pause(now)).isEqualTo(Duration.ofSeconds(1));

    assertThat(round(List.of(patch("bad"), patch("new")), change -> null)).containsExactly("new");
    assertThat(queue.refusal(now)).isEqualTo(REFUSED);

    later(1);
    assertThat(round(List.of(patch("bad")), refusing("bad", REFUSED))).containsExactly("bad");
    assertThat(queue.pause(now)).isEqualTo(Duration.ofSeconds(2));

    later(2);
    assertThat(round(List.of(patch("bad")), change -> null)).containsExactly("bad");
    assertThat(queue.refusal(now)).isNull();
    assertThat(queue.pause(now)).isZero();
  }

  @Test
  void whatAQuotaOrAMissingRightConcernsIsNotTriedAndAllElseIs() {
    var plan = List.of(delete("a"), delete("b"), patch("c"));

    assertThat(round(plan, refusing("a", new Refusal(Reason.FORBIDDEN, "delete"))))
        .containsExactly("a", "c");
  }

  @Test
  void anApiServerThatDoesNotAnswerIsNotAskedAgainInThisRound() {
    assertThat(round(List.of(patch("a"), patch("b")), change -> Refusal.UNAVAILABLE))
        .containsExactly("a");
  }

  @Test
  void theWorstRefusalIsSaid() {
    var plan = List.of(patch("a"), delete("b"));

    round(plan, change -> change.name().equals("a") ? REFUSED : QUOTA);

    assertThat(queue.refusal(now)).isEqualTo(QUOTA);
  }

  @Test
  void whatSomebodyChangesBackWaitsLongerEachTimeAndIsSaidInTheEnd() {
    var plan = List.of(patch("a"));
    round(plan, change -> null);
    assertThat(queue.pause(now)).isZero();

    for (int seconds : new int[] {1, 2}) {
      round(plan, change -> null);
      assertThat(queue.refusal(now)).isNull();
      assertThat(queue.pause(now)).isEqualTo(Duration.ofSeconds(seconds));
      assertThat(round(plan, change -> null)).isEmpty();
      later(seconds);
    }

    round(plan, change -> null);
    assertThat(requireNonNull(queue.refusal(now)).reason()).isEqualTo(Reason.OVERRIDDEN);
    assertThat(queue.pause(now)).isEqualTo(Duration.ofSeconds(4));

    later(4);
    assertThat(queue.refusal(now)).isNotNull();
    later(4);
    assertThat(queue.refusal(now)).isNull();
    assertThat(queue.pause(now)).isZero();
  }

  @Test
  void aFightIsNoticedWhateverIsChangedInBetween() {
    round(List.of(patch("a")), change -> null);
    round(List.of(patch("b")), change -> null);

    round(List.of(patch("a")), change -> null);

    assertThat(queue.pause(now)).isPositive();
  }

  @Test
  void aChangeOfTheSameResourceMuchLaterIsNoFight() {
    round(List.of(patch("a")), change -> null);
    later(901);

    round(List.of(patch("a")), change -> null);

    assertThat(queue.pause(now)).isZero();
  }

  @Test
  void aChangeThatMetAnotherWaitsWithoutAWord() {
    round(List.of(patch("a")), refusing("a", new Refusal(Reason.OUTDATED, "")));

    assertThat(queue.refusal(now)).isNull();
    assertThat(queue.pause(now)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void whatIsRejectedInTheSameWayOneAfterTheOtherIsNotTriedOneByOne() {
    var plan = IntStream.range(0, 100).mapToObj(i -> patch("e" + i)).toList();

    assertThat(round(plan, change -> REFUSED)).hasSize(8);
  }

  @Test
  void aRejectionIsForgottenWhenNothingThatItConcernsIsToBeDone() {
    round(List.of(delete("a")), refusing("a", QUOTA));
    assertThat(queue.refusal(now)).isEqualTo(QUOTA);

    round(List.of(), change -> null);

    assertThat(queue.refusal(now)).isNull();
    assertThat(queue.pause(now)).isZero();
  }

  @Test
  void pausesEndAtFiveMinutes() {
    for (int i = 0; i < 20; i++) {
      round(List.of(patch("a")), refusing("a", REFUSED));
      assertThat(queue.pause(now)).isLessThanOrEqualTo(Duration.ofMinutes(5));
      later(300);
    }
  }

  /** Plays a round with one change at a time; returns the names that were tried. */
  private List<String> round(
      List<ConnectionChange> plan, Function<ConnectionChange, @Nullable Refusal> answers) {
    var tried = new ArrayList<String>();
    if (queue.begin(plan, true, now, 1) > 0) {
      for (var change = queue.next(); change != null; change = queue.next()) {
        tried.add(change.name());
        queue.tried(change, answers.apply(change), now);
      }
      assertThat(queue.end()).isTrue();
    }
    return tried;
  }

  private static Function<ConnectionChange, @Nullable Refusal> refusing(String name, Refusal why) {
    return change -> change.name().equals(name) ? why : null;
  }

  private void later(int seconds) {
    now = now.plus(Duration.ofSeconds(seconds));
  }

  private static ConnectionChange patch(String name) {
    return new Patch(name, JsonNodeFactory.instance.objectNode());
  }

  private static ConnectionChange delete(String name) {
    return new Delete(name, "uid", "1");
  }
}

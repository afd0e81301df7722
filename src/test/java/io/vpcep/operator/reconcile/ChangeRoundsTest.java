package io.vpcep.operator.reconcile;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vpcep.operator.made.ConnectionChange;
import io.vpcep.operator.made.ConnectionChange.Delete;
import io.vpcep.operator.made.ConnectionChange.Patch;
import io.vpcep.operator.made.Refusal;
import io.vpcep.operator.made.Refusal.Reason;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChangeRoundsTest {

  private static final Refusal QUOTA = new Refusal(Reason.QUOTA_EXCEEDED, "exceeded quota");
  private static final Refusal REFUSED = new Refusal(Reason.REFUSED, "no");

  private final ChangeRounds rounds = new ChangeRounds();
  private MonotonicTime now = new MonotonicTime(0);

  @Test
  void allChangesOfARoundAreTriedSoManyAtATime() {
    assertThat(rounds.begin(List.of(patch("a"), patch("b"), patch("c")), now, 2)).isEqualTo(2);
    assertThat(rounds.isBusy()).isTrue();
    assertThat(rounds.end(now)).isFalse();
    assertThat(rounds.end(now)).isTrue();
    assertThat(rounds.isBusy()).isFalse();
  }

  @Test
  void aRefusedChangeWaitsLongerEachTimeAndTheOthersDoNot() {
    var plan = List.of(patch("bad"), patch("good"));
    assertThat(round(plan, refusing("bad", REFUSED))).containsExactly("bad", "good");
    assertThat(rounds.refusal()).isEqualTo(REFUSED);
    assertThat(rounds.pause(now)).isEqualTo(Duration.ofSeconds(1));

    assertThat(round(List.of(patch("bad"), patch("new")), change -> null)).containsExactly("new");
    assertThat(rounds.refusal()).isEqualTo(REFUSED);

    later(1);
    assertThat(round(List.of(patch("bad")), refusing("bad", REFUSED))).containsExactly("bad");
    assertThat(rounds.pause(now)).isEqualTo(Duration.ofSeconds(2));

    later(2);
    assertThat(round(List.of(patch("bad")), change -> null)).containsExactly("bad");
    assertThat(rounds.refusal()).isNull();
    assertThat(rounds.pause(now)).isZero();
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

    assertThat(rounds.refusal()).isEqualTo(QUOTA);
  }

  @Test
  void whatSomebodyChangesBackWaitsLongerEachTimeAndIsSaidInTheEnd() {
    var plan = List.of(patch("a"));
    round(plan, change -> null);
    assertThat(rounds.pause(now)).isZero();

    for (int seconds : new int[] {1, 2}) {
      round(plan, change -> null);
      assertThat(rounds.refusal()).isNull();
      assertThat(rounds.pause(now)).isEqualTo(Duration.ofSeconds(seconds));
      assertThat(round(plan, change -> null)).isEmpty();
      later(seconds);
    }

    round(plan, change -> null);
    assertThat(requireNonNull(rounds.refusal()).reason()).isEqualTo(Reason.OVERRIDDEN);
    assertThat(rounds.pause(now)).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void aChangeOfTheSameResourceMuchLaterIsNoFight() {
    round(List.of(patch("a")), change -> null);
    later(901);

    round(List.of(patch("a")), change -> null);

    assertThat(rounds.pause(now)).isZero();
  }

  @Test
  void pausesEndAtFiveMinutes() {
    for (int i = 0; i < 20; i++) {
      round(List.of(patch("a")), refusing("a", REFUSED));
      assertThat(rounds.pause(now)).isLessThanOrEqualTo(Duration.ofMinutes(5));
      later(300);
    }
  }

  /** Plays a round with one change at a time; returns the names that were tried. */
  private List<String> round(
      List<ConnectionChange> plan, Function<ConnectionChange, @Nullable Refusal> answers) {
    var tried = new ArrayList<String>();
    if (rounds.begin(plan, now, 1) > 0) {
      for (var change = rounds.next(); change != null; change = rounds.next()) {
        tried.add(change.name());
        rounds.tried(change, answers.apply(change));
      }
      assertThat(rounds.end(now)).isTrue();
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

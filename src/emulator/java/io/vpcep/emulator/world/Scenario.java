package io.vpcep.emulator.world;

import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens by itself after the start.
 *
 * @param steps in any order; those of the same time happen in the order of the list
 */
public record Scenario(List<Step> steps) {

  private static final Logger LOG = LoggerFactory.getLogger(Scenario.class);

  public Scenario {
    steps = List.copyOf(steps);
  }

  /** Has every step happen in its time, counted from now. */
  public void start(World world, Timer timer) {
    for (Step step : steps) {
      timer.after(step.after(), () -> play(step, world));
    }
  }

  private static void play(Step step, World world) {
    String what = step.action().getClass().getSimpleName().toLowerCase(Locale.ROOT);
    if (step.play(world)) {
      LOG.info("Scenario: {} connection {} of {}", what, step.connection(), step.source());
    } else {
      LOG.warn(
          "Scenario: cannot {} connection {} of {}: not there",
          what,
          step.connection(),
          step.source());
    }
  }
}

package io.vpcep.emulator.world;

import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * One change that happens by itself.
 *
 * @param after how long after the start
 * @param source where
 * @param connection the endpoint's ID
 * @param action what happens to it
 */
public record Step(Duration after, SourceRef source, String connection, Action action) {

  /** What happens to a connection. */
  public sealed interface Action {}

  /** It is created, in place of one that is there. */
  public record Add(UnaryOperator<EndpointConnection> details) implements Action {}

  /** Some of its fields change; its update time moves to now. */
  public record Change(UnaryOperator<EndpointConnection> change) implements Action {}

  /** It leaves the list. */
  public record Remove() implements Action {}

  /** Lets it happen; false when there was nothing to change or to remove. */
  boolean play(World world) {
    if (action instanceof Add add) {
      world.put(source, connection, add.details());
      return true;
    }
    if (action instanceof Change change) {
      return world.change(source, connection, change.change()).isPresent();
    }
    return world.remove(source, connection);
  }
}

package io.vpcep.emulator.data;

import io.vpcep.emulator.world.EndpointConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Sets some fields of a connection, one after the other. */
final class Setters implements UnaryOperator<EndpointConnection> {

  private final List<UnaryOperator<EndpointConnection>> setters = new ArrayList<>();

  <T> void add(Optional<T> value, BiFunction<EndpointConnection, T, EndpointConnection> setter) {
    value.ifPresent(given -> setters.add(connection -> setter.apply(connection, given)));
  }

  @Override
  public EndpointConnection apply(EndpointConnection connection) {
    EndpointConnection changed = connection;
    for (UnaryOperator<EndpointConnection> setter : setters) {
      changed = setter.apply(changed);
    }
    return changed;
  }
}

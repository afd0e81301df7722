package io.vpcep.operator.emulator.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vpcep.operator.emulator.css.CssApi;
import io.vpcep.operator.emulator.vpcep.VpcepApi;
import io.vpcep.operator.emulator.world.EndpointConnection;
import io.vpcep.operator.emulator.world.SourceRef.Kind;

/** A connection as the API of its source lists it. */
final class ConnectionJson {

  private ConnectionJson() {}

  static ObjectNode of(Kind kind, EndpointConnection connection) {
    return kind == Kind.SERVICE ? VpcepApi.json(connection) : CssApi.json(connection);
  }
}

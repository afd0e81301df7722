package io.vpcep.emulator.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vpcep.emulator.css.CssApi;
import io.vpcep.emulator.vpcep.VpcepApi;
import io.vpcep.emulator.world.EndpointConnection;
import io.vpcep.emulator.world.SourceRef.Kind;

/** A connection as the API of its source lists it. */
final class ConnectionJson {

  private ConnectionJson() {}

  static ObjectNode of(Kind kind, EndpointConnection connection) {
    return kind == Kind.SERVICE ? VpcepApi.json(connection) : CssApi.json(connection);
  }
}

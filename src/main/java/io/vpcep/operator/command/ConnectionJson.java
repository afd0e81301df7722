package io.vpcep.operator.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vpcep.operator.api.VpcEndpointConnectionStatus;
import io.vpcep.operator.decision.ObservedStatus;
import java.util.List;

/** A list as JSON. A connection has the fields that its status would have. */
final class ConnectionJson {

  private static final ObjectWriter JSON =
      JsonMapper.builder().build().writerWithDefaultPrettyPrinter();

  private record Document(
      String account,
      Source source,
      int total,
      int unreadable,
      List<VpcEndpointConnectionStatus> connections) {}

  private record Source(String kind, String id) {}

  private ConnectionJson() {}

  static String of(ListedSource listed) {
    var key = listed.target().key();
    var source = key.source();
    var document =
        new Document(
            key.account().toString(),
            new Source(source.kind().label(), source.id()),
            listed.list().size(),
            listed.list().unreadable(),
            listed.connections().stream().map(ObservedStatus::listed).toList());
    try {
      return JSON.writeValueAsString(document) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers can be written as JSON", e);
    }
  }
}

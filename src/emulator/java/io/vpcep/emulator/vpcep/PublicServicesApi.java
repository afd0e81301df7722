package io.vpcep.emulator.vpcep;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vpcep.emulator.http.Dialect;
import io.vpcep.emulator.http.EmulatedRequest;
import io.vpcep.emulator.http.EmulatedResponse;
import io.vpcep.emulator.http.RefusedException;
import java.util.Comparator;
import java.util.List;

/**
 * {@code GET /v1/{project_id}/vpc-endpoint-services/public}, "Querying Public VPC Endpoint
 * Services": always the two of the documents' example. Their {@code is_charge} is a boolean, as the
 * table says and as the Go client of Open Telekom Cloud reads it; the example has text.
 */
final class PublicServicesApi {

  private static final List<PublicService> SERVICES =
      List.of(
          new PublicService(
              "b0e22f6f-26f4-461c-b140-d873464d4fa0",
              "test123",
              "interface",
              "2018-09-10T13:13:23Z"),
          new PublicService(
              "26391a76-546b-42a9-b2fc-496ec68c0e4d", "OBS", "gateway", "2019-03-28T09:30:27Z"));

  private record PublicService(String id, String name, String type, String createdAt) {

    ObjectNode json(String owner) {
      return JsonNodeFactory.instance
          .objectNode()
          .put("id", id)
          .put("owner", owner)
          .put("service_name", name)
          .put("service_type", type)
          .put("created_at", createdAt)
          .put("is_charge", true);
    }
  }

  private final String owner;

  PublicServicesApi(Dialect dialect) {
    owner = dialect == Dialect.OTC ? "OTC" : "example";
  }

  EmulatedResponse list(EmulatedRequest request) throws RefusedException {
    ServiceQuery query = ServiceQuery.of(request.query());
    Comparator<PublicService> byTime = Comparator.comparing(PublicService::createdAt);
    List<PublicService> matches =
        SERVICES.stream()
            .filter(service -> query.id() == null || service.id().equals(query.id()))
            .filter(service -> query.named(service.name()))
            .sorted(query.descending() ? byTime.reversed() : byTime)
            .toList();
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode services = body.putArray("endpoint_services");
    VpcepPage.of(query.page(), matches).forEach(service -> services.add(service.json(owner)));
    return EmulatedResponse.json(200, body.put("total_count", matches.size()));
  }
}

package io.vpcep.emulator.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vpcep.emulator.data.AccessKeyReader;
import io.vpcep.emulator.data.Fields;
import io.vpcep.emulator.http.EmulatedResponse;
import io.vpcep.emulator.iam.AccessKey;
import io.vpcep.emulator.iam.AccessKeys;
import java.util.Optional;

/** {@code /emulator/accessKeys}: adds and revokes access keys; shows no secret key. */
final class AccessKeysResource implements ControlResource {

  private final AccessKeys keys;

  AccessKeysResource(AccessKeys keys) {
    this.keys = keys;
  }

  /** All keys, as the world shows them too. */
  static void putAll(ArrayNode list, AccessKeys keys) {
    keys.all().forEach(key -> list.add(json(key, keys)));
  }

  @Override
  public Optional<EmulatedResponse> respond(ControlRequest request) {
    if (request.is("GET", 1)) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      putAll(list, keys);
      return Optional.of(EmulatedResponse.json(200, list));
    }
    if (request.segments().size() != 2) {
      return Optional.empty();
    }
    String id = Fields.checkedId("access key", request.segment(1));
    return switch (request.method()) {
      case "GET" ->
          Optional.of(
              keys.find(id)
                  .map(key -> EmulatedResponse.json(200, json(key, keys)))
                  .orElseGet(() -> notThere(id)));
      case "PUT" -> Optional.of(put(request, id));
      case "DELETE" -> Optional.of(keys.remove(id) ? EmulatedResponse.noContent() : notThere(id));
      default -> Optional.empty();
    };
  }

  private EmulatedResponse put(ControlRequest request, String id) {
    keys.put(AccessKeyReader.read(id, Fields.of(request.body(), "", "secretKey", "securityToken")));
    return EmulatedResponse.noContent();
  }

  private static EmulatedResponse notThere(String id) {
    return ControlApi.error(404, "there is no access key " + id);
  }

  private static ObjectNode json(AccessKey key, AccessKeys keys) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("accessKey", key.id())
        .put("temporary", key.isTemporary())
        .put("locked", keys.isLocked(key.id()));
  }
}

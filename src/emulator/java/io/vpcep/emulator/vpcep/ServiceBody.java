package io.vpcep.emulator.vpcep;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpcep.emulator.http.RefusedException;
import io.vpcep.emulator.world.ServiceDetails;
import io.vpcep.emulator.world.ServiceDetails.BackEnd;
import io.vpcep.emulator.world.ServiceDetails.Port;
import io.vpcep.emulator.world.ServiceSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The bodies of "Creating a VPC Endpoint Service" and "Modifying a VPC Endpoint Service". The codes
 * follow from the texts of the table of error codes; which one the service gives is unconfirmed.
 */
final class ServiceBody {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{0,16}");

  /** Open Telekom Cloud says 128 characters; Huawei Cloud takes 512. */
  private static final Pattern DESCRIPTION = Pattern.compile("[^<>]{0,512}", Pattern.DOTALL);

  private static final Set<String> SERVER_TYPES = Set.of("VM", "LB", "VIP", "BMS");
  private static final Set<String> TCP_PROXIES =
      Set.of("close", "toa_open", "proxy_open", "open", "proxy_vni");
  private static final Set<String> PROTOCOLS = Set.of("TCP", "UDP");
  private static final int MAX_PORTS = 200;
  private static final int MAX_PORT = 65_535;

  private ServiceBody() {}

  /**
   * What a new service shall be.
   *
   * @param owner the domain ID of the caller's account
   */
  static ServiceSettings create(JsonNode body, String owner) throws RefusedException {
    String portId = text(VpcepBody.required(body, "port_id"), ID, VpcepError.BAD_PARAMETER);
    String vpcId = text(VpcepBody.required(body, "vpc_id"), ID, VpcepError.BAD_VPC_ID);
    JsonNode serverType = VpcepBody.required(body, "server_type");
    if (!SERVER_TYPES.contains(serverType.asText())) {
      throw VpcepError.BAD_SERVER_TYPE.refusal();
    }
    VpcepBody.requiredList(body, "ports");
    if (!body.path("service_type").asText("interface").equals("interface")) {
      throw VpcepError.BAD_PARAMETER.refusal();
    }
    ServiceDetails details =
        ServiceDetails.DEFAULT
            .withOwner(owner)
            .withBackEnd(new BackEnd(vpcId, portId, serverType.asText()))
            .withTags(TagsBody.list(body.path("tags")));
    return changed(body, ServiceSettings.DEFAULT.withDetails(details));
  }

  /** What a service becomes that gets another name. */
  static ServiceSettings renamed(JsonNode body, ServiceSettings old) throws RefusedException {
    if (!body.has("endpoint_service_name")) {
      return old;
    }
    String name = text(body.get("endpoint_service_name"), NAME, VpcepError.BAD_SERVICE_NAME);
    return new ServiceSettings(old.approval(), old.details().withName(name));
  }

  /** What a service becomes; what the body does not have stays. */
  static ServiceSettings changed(JsonNode body, ServiceSettings old) throws RefusedException {
    ServiceDetails details = old.details();
    if (body.has("service_name")) {
      String name = text(body.get("service_name"), NAME, VpcepError.BAD_SERVICE_NAME);
      details = details.withName(name);
    }
    if (body.has("description")) {
      String text = text(body.get("description"), DESCRIPTION, VpcepError.BAD_PARAMETER);
      details = details.withDescription(text);
    }
    if (body.has("ports")) {
      details = details.withPorts(ports(VpcepBody.requiredList(body, "ports")));
    }
    if (body.has("tcp_proxy")) {
      details = details.withTcpProxy(tcpProxy(body.get("tcp_proxy")));
    }
    return new ServiceSettings(approval(body, old.approval()), details);
  }

  private static boolean approval(JsonNode body, boolean absent) throws RefusedException {
    JsonNode approval = body.path("approval_enabled");
    if (!approval.isMissingNode() && !approval.isBoolean()) {
      throw VpcepError.BAD_PARAMETER.refusal();
    }
    return approval.asBoolean(absent);
  }

  private static String tcpProxy(JsonNode word) throws RefusedException {
    if (!TCP_PROXIES.contains(word.asText())) {
      throw VpcepError.BAD_PARAMETER.refusal();
    }
    return word.asText();
  }

  private static List<Port> ports(JsonNode list) throws RefusedException {
    List<Port> ports = new ArrayList<>();
    for (JsonNode entry : list) {
      String protocol = entry.path("protocol").asText("TCP");
      if (!PROTOCOLS.contains(protocol)) {
        throw VpcepError.BAD_PROTOCOL.refusal();
      }
      Port port = new Port(number(entry, "client_port"), number(entry, "server_port"), protocol);
      if (ports.contains(port)) {
        throw VpcepError.PORTS_CONFLICT.refusal();
      }
      ports.add(port);
    }
    if (ports.size() > MAX_PORTS) {
      throw VpcepError.TOO_MANY_PORTS.refusal();
    }
    return ports;
  }

  private static int number(JsonNode entry, String key) throws RefusedException {
    JsonNode port = entry.path(key);
    if (!port.canConvertToInt() || port.intValue() < 1 || port.intValue() > MAX_PORT) {
      throw VpcepError.BAD_PORT.refusal();
    }
    return port.intValue();
  }

  private static String text(JsonNode value, Pattern form, VpcepError otherwise)
      throws RefusedException {
    if (!value.isTextual() || !form.matcher(value.textValue()).matches()) {
      throw otherwise.refusal();
    }
    return value.textValue();
  }
}

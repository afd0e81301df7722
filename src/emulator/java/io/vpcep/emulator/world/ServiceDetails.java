package io.vpcep.emulator.world;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a VPC endpoint service shows beside its status.
 *
 * @param name the part of the service's name that its owner chose; empty for none
 * @param owner the domain ID of the account that owns it
 * @param description may be empty
 * @param backEnd what stands behind it; null for something made up
 * @param ports the port mappings
 * @param tcpProxy {@code close} and others
 * @param tags values by key
 */
public record ServiceDetails(
    String name,
    String owner,
    String description,
    @Nullable BackEnd backEnd,
    List<Port> ports,
    String tcpProxy,
    Map<String, String> tags) {

  /** The account of the emulator's well-known credentials. */
  public static final String DEFAULT_OWNER = "ec5283deaf3835cdb6b28003a3e0b8e8";

  /** What is shown of a service that only has an ID. */
  public static final ServiceDetails DEFAULT =
      new ServiceDetails(
          "", DEFAULT_OWNER, "", null, List.of(new Port(80, 80, "TCP")), "close", Map.of());

  public ServiceDetails {
    ports = List.copyOf(ports);
    tags = Collections.unmodifiableMap(new TreeMap<>(tags));
  }

  /**
   * What stands behind a service.
   *
   * @param vpcId its VPC
   * @param portId its network port
   * @param serverType {@code VM}, {@code LB} and others
   */
  public record BackEnd(String vpcId, String portId, String serverType) {}

  /**
   * A port mapping.
   *
   * @param client 1 to 65535
   * @param server 1 to 65535
   * @param protocol {@code TCP} or {@code UDP}
   */
  public record Port(int client, int server, String protocol) {}

  public ServiceDetails withName(String other) {
    return new ServiceDetails(other, owner, description, backEnd, ports, tcpProxy, tags);
  }

  public ServiceDetails withOwner(String domainId) {
    return new ServiceDetails(name, domainId, description, backEnd, ports, tcpProxy, tags);
  }

  public ServiceDetails withDescription(String text) {
    return new ServiceDetails(name, owner, text, backEnd, ports, tcpProxy, tags);
  }

  public ServiceDetails withBackEnd(BackEnd other) {
    return new ServiceDetails(name, owner, description, other, ports, tcpProxy, tags);
  }

  public ServiceDetails withPorts(List<Port> mappings) {
    return new ServiceDetails(name, owner, description, backEnd, mappings, tcpProxy, tags);
  }

  public ServiceDetails withTcpProxy(String word) {
    return new ServiceDetails(name, owner, description, backEnd, ports, word, tags);
  }

  public ServiceDetails withTags(Map<String, String> other) {
    return new ServiceDetails(name, owner, description, backEnd, ports, tcpProxy, other);
  }
}

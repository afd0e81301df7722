package io.vpcep.emulator.data;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpcep.emulator.world.CssFields;
import io.vpcep.emulator.world.EndpointConnection;
import io.vpcep.emulator.world.ErrorEntry;
import io.vpcep.emulator.world.SourceRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the fields of a connection, named as in the API that lists it, into what sets exactly those
 * fields.
 */
public final class ConnectionReader {

  private static final Logger LOG = LoggerFactory.getLogger(ConnectionReader.class);
  private static final Pattern STATUS = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

  private static final String[] SERVICE_KEYS = {
    "status", "marker_id", "domain_id", "description", "created_at", "updated_at", "error"
  };
  private static final String[] CLUSTER_KEYS = {
    "status",
    "maxSession",
    "specificationName",
    "created_at",
    "update_at",
    "domain_id",
    "vpcepIp",
    "vpcepIpv6Address",
    "vpcepDnsName"
  };

  private ConnectionReader() {}

  /** The keys of a connection beside its ID. */
  public static String[] keys(SourceRef.Kind kind) {
    return (kind == SourceRef.Kind.SERVICE ? SERVICE_KEYS : CLUSTER_KEYS).clone();
  }

  /** The keys of a connection and others in front of them. */
  public static String[] keys(SourceRef.Kind kind, String... others) {
    List<String> all = new ArrayList<>(List.of(others));
    all.addAll(List.of(keys(kind)));
    return all.toArray(String[]::new);
  }

  /** Reads a document that holds nothing but these fields. */
  public static UnaryOperator<EndpointConnection> read(SourceRef.Kind kind, JsonNode document) {
    return read(kind, Fields.of(document, "", keys(kind)));
  }

  /** Reads the fields of a connection and leaves all others alone. */
  public static UnaryOperator<EndpointConnection> read(SourceRef.Kind kind, Fields fields) {
    Setters setters = new Setters();
    setters.add(status(fields), EndpointConnection::withStatus);
    setters.add(fields.id("domain_id"), EndpointConnection::withDomainId);
    setters.add(fields.time("created_at"), EndpointConnection::withCreatedAt);
    if (kind == SourceRef.Kind.SERVICE) {
      addServiceFields(fields, setters);
    } else {
      setters.add(fields.time("update_at"), EndpointConnection::withUpdatedAt);
      setters.add(Optional.of(cssFields(fields)), (c, css) -> c.withCss(css.apply(c.css())));
    }
    return setters;
  }

  private static void addServiceFields(Fields fields, Setters setters) {
    setters.add(fields.number("marker_id", 0, Long.MAX_VALUE), EndpointConnection::withMarkerId);
    setters.add(fields.text("description", 512), EndpointConnection::withDescription);
    setters.add(fields.time("updated_at"), EndpointConnection::withUpdatedAt);
    if (fields.has("error")) {
      setters.add(Optional.of(errors(fields)), EndpointConnection::withErrors);
    }
  }

  private static Optional<String> status(Fields fields) {
    Optional<String> status =
        fields.parsed(
            "status",
            word -> STATUS.matcher(word).matches() ? Optional.of(word) : Optional.empty(),
            "allowed is one word; the documents name "
                + String.join(
                    ", ", EndpointConnection.DOCUMENTED_STATUSES.stream().sorted().toList()));
    status
        .filter(word -> !EndpointConnection.DOCUMENTED_STATUSES.contains(word))
        .ifPresent(
            word ->
                LOG.warn(
                    "{}: no document names the status {}; it is listed as it is",
                    fields.at("status"),
                    word));
    return status;
  }

  private static List<ErrorEntry> errors(Fields fields) {
    return fields.objects("error", "error_code", "error_message").stream()
        .map(
            error ->
                new ErrorEntry(
                    error.requiredText("error_code"),
                    error
                        .text("error_message", 1024)
                        .orElseThrow(() -> error.missing("error_message"))))
        .toList();
  }

  private static UnaryOperator<CssFields> cssFields(Fields fields) {
    Optional<String> maxSession = fields.text("maxSession", 64);
    Optional<String> specification = fields.text("specificationName", 64);
    Optional<String> ip = fields.text("vpcepIp", 64);
    Optional<String> ipv6 = fields.text("vpcepIpv6Address", 64);
    Optional<String> dnsName = fields.text("vpcepDnsName", 255);
    return old ->
        new CssFields(
            maxSession.orElse(old.maxSession()),
            specification.orElse(old.specificationName()),
            ip.orElse(old.vpcepIp()),
            ipv6.orElse(old.vpcepIpv6Address()),
            dnsName.orElse(old.vpcepDnsName()));
  }
}

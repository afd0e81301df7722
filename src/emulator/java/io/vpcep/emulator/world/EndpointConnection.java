package io.vpcep.emulator.world;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One VPC endpoint connected to a source; VPCEP and CSS each show some of it.
 *
 * @param id the VPC endpoint's ID
 * @param markerId the packet ID; VPCEP only
 * @param status any word, so that clients can be shown one that they do not know
 * @param domainId the account that owns the endpoint
 * @param description left out of the list when null; VPCEP only
 * @param createdAt shown in whole seconds
 * @param updatedAt null until the first change of a cluster's connection
 * @param errors shown by VPCEP, and only while the status is {@code failed}
 * @param css shown by CSS only
 */
public record EndpointConnection(
    String id,
    long markerId,
    String status,
    String domainId,
    @Nullable String description,
    Instant createdAt,
    @Nullable Instant updatedAt,
    List<ErrorEntry> errors,
    CssFields css) {

  /** The words that the documents name. */
  public static final Set<String> DOCUMENTED_STATUSES =
      Set.of(
          Status.PENDING_ACCEPTANCE,
          Status.CREATING,
          Status.ACCEPTED,
          Status.REJECTED,
          Status.FAILED,
          Status.DELETING);

  /** The owner of an endpoint that names no other; the one of the VPCEP documents' example. */
  public static final String DEFAULT_DOMAIN_ID = "5fc973eea581490997e82ea11a1df31f";

  public EndpointConnection {
    errors = List.copyOf(errors);
  }

  /** An accepted connection without anything special. */
  public static EndpointConnection accepted(String id, long markerId, Instant createdAt) {
    return new EndpointConnection(
        id,
        markerId,
        Status.ACCEPTED,
        DEFAULT_DOMAIN_ID,
        null,
        createdAt,
        null,
        List.of(),
        CssFields.DEFAULT);
  }

  /** When it last changed; its creation, where it never did. */
  public Instant lastChange() {
    return updatedAt == null ? createdAt : updatedAt;
  }

  public EndpointConnection withStatus(String word) {
    return new EndpointConnection(
        id, markerId, word, domainId, description, createdAt, updatedAt, errors, css);
  }

  public EndpointConnection withMarkerId(long marker) {
    return new EndpointConnection(
        id, marker, status, domainId, description, createdAt, updatedAt, errors, css);
  }

  public EndpointConnection withDomainId(String domain) {
    return new EndpointConnection(
        id, markerId, status, domain, description, createdAt, updatedAt, errors, css);
  }

  public EndpointConnection withDescription(@Nullable String text) {
    return new EndpointConnection(
        id, markerId, status, domainId, text, createdAt, updatedAt, errors, css);
  }

  public EndpointConnection withCreatedAt(Instant time) {
    return new EndpointConnection(
        id, markerId, status, domainId, description, time, updatedAt, errors, css);
  }

  public EndpointConnection withUpdatedAt(@Nullable Instant time) {
    return new EndpointConnection(
        id, markerId, status, domainId, description, createdAt, time, errors, css);
  }

  public EndpointConnection withErrors(List<ErrorEntry> entries) {
    return new EndpointConnection(
        id, markerId, status, domainId, description, createdAt, updatedAt, entries, css);
  }

  public EndpointConnection withCss(CssFields fields) {
    return new EndpointConnection(
        id, markerId, status, domainId, description, createdAt, updatedAt, errors, fields);
  }
}

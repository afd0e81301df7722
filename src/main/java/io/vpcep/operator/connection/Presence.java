package io.vpcep.operator.connection;

/**
 * What the last successful look at a connection, or at a whole source, showed. "Not there" and
 * "could not look" are never the same value.
 */
public sealed interface Presence {

  /** The source lists the connection. */
  record Present(Connection connection) implements Presence {}

  /** The source as a whole was read. */
  record Listed(SourceListing listing) implements Presence {}

  /** A complete list lacks the connection, and a second look confirmed that. */
  record Absent() implements Presence {}

  /** Nobody has looked yet since this process began to watch. Says nothing about the connection. */
  record Nothing() implements Presence {}
}

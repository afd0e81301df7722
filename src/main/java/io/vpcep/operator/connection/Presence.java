package io.vpcep.operator.connection;

/**
 * What the last successful look at a connection, or at a whole source, showed. "Not there" and
 * "could not look" are never the same value.
 */
public sealed interface Presence {

  /** The source lists the connection. */
  record Present(Connection connection) implements Presence {}

  /**
   * The list of the source is known.
   *
   * @param isWhole whether the latest sweep read all of it, and not only what changed in it
   */
  record Listed(SourceListing listing, boolean isWhole) implements Presence {}

  /** A complete list lacks the connection, and a second look confirmed that. */
  record Absent() implements Presence {}

  /** Nobody has looked yet since this process began to watch. Says nothing about the connection. */
  record Nothing() implements Presence {}
}

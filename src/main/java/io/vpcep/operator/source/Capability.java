package io.vpcep.operator.source;

/** What the API of a kind of source can do besides listing. */
public enum Capability {
  /**
   * List the connection of one endpoint, or with one marker ID, alone. An API that cannot would
   * silently list everything.
   */
  FILTER,
  /** Accept and reject connections. */
  ACCEPT
}

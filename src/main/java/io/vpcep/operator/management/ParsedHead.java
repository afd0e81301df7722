package io.vpcep.operator.management;

/** What the bytes that have arrived of a request amount to. */
sealed interface ParsedHead permits RequestHead, ParsedHead.NoHead {

  /** There is no request in them. */
  enum NoHead implements ParsedHead {
    /** More bytes have to come. */
    INCOMPLETE,
    /** No further byte makes it a request. */
    MALFORMED
  }
}

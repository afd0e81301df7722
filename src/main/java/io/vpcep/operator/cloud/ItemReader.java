package io.vpcep.operator.cloud;

import io.vpcep.operator.connection.Connection;

/** Makes a connection of one item of a list. */
@FunctionalInterface
public interface ItemReader {

  /**
   * Reads one item.
   *
   * @throws MalformedItemException when it lacks what is mandatory
   */
  Connection read(ConnectionItem item) throws MalformedItemException;
}

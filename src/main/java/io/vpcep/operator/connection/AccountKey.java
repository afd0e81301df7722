package io.vpcep.operator.connection;

/**
 * Names a CloudAccount.
 *
 * @param namespace where it lives; whatever refers to it lives there too
 * @param name its name
 */
public record AccountKey(String namespace, String name) {

  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}

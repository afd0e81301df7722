package io.vpcep.emulator.iam;

/**
 * An IAM user.
 *
 * @param name unique in its domain
 * @param password in clear text: these are no secrets of a real cloud
 * @param domain the name of the account that it belongs to
 */
public record User(String name, String password, String domain) {

  /** An ID that follows from name and domain. */
  String id() {
    return Ids.of("user " + this);
  }

  boolean is(String otherName, String otherDomain) {
    return name.equals(otherName) && domain.equals(otherDomain);
  }

  @Override
  public String toString() {
    return name + " of domain " + domain;
  }
}

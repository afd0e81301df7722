package io.vpcep.operator.cloud.auth;

/**
 * An IAM user with a password.
 *
 * @param userName the user's name
 * @param password never shown
 * @param domainName the account that the user belongs to
 */
public record PasswordLogin(String userName, String password, String domainName) {

  @Override
  public String toString() {
    return "user " + userName + " of domain " + domainName;
  }
}

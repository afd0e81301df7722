package io.vpcep.operator.account;

import io.vpcep.operator.cloud.CallBudget;
import io.vpcep.operator.cloud.CloudEndpoints;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.auth.IssuedToken;
import io.vpcep.operator.cloud.auth.PasswordLogin;
import org.jspecify.annotations.Nullable;

/** Exchanges a password for a token. */
@FunctionalInterface
public interface TokenIssuer {

  /** Asks the identity service; a null project means the region's own. */
  IssuedToken issue(
      CloudEndpoints endpoints, PasswordLogin login, @Nullable String projectId, CallBudget budget)
      throws CloudException;
}

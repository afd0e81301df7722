package io.vpcep.operator.poll;

import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.Session;
import io.vpcep.operator.connection.AccountKey;

/** Lets a call be made as an account. */
@FunctionalInterface
public interface AccountAccess {

  /**
   * Makes the call, if the account may make calls at present.
   *
   * @throws CloudException as the call throws it, or because the account does not exist or is not
   *     ready
   */
  <T> T call(AccountKey account, CloudCall<T> call) throws CloudException;

  /** Something to be asked of a cloud. */
  @FunctionalInterface
  interface CloudCall<T> {

    /** Asks it. */
    T with(Session session) throws CloudException;
  }
}

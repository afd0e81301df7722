package io.vpcep.operator.poll;

import io.vpcep.operator.cloud.Api;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.Session;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.schedule.Priority;

/** Lets a call be made as an account. */
public interface AccountAccess {

  /**
   * Makes the call, if the account may make calls at present.
   *
   * @param api which is called; what one API refuses is not refused by the others
   * @param priority who goes first when calls are made faster than the cloud allows
   * @throws CloudException as the call throws it, or because the account does not exist or is not
   *     ready
   */
  <T> T call(AccountKey account, Api api, Priority priority, CloudCall<T> call)
      throws CloudException;

  /**
   * Whether it is known by now if the account can be used, or that it does not exist. Before that a
   * call would wait.
   */
  boolean isKnown(AccountKey account);

  /**
   * Takes note of how many calls the polls of an account take. Does not wait.
   *
   * @param callsPerSecond if each interval is kept
   * @return by how much the intervals have to be stretched so that all accounts with the same
   *     credentials keep within their rate limit, at least 1
   */
  default double stretch(AccountKey account, double callsPerSecond) {
    return 1;
  }

  /** Something to be asked of a cloud. */
  @FunctionalInterface
  interface CloudCall<T> {

    /** Asks it. */
    T with(Session session) throws CloudException;
  }
}

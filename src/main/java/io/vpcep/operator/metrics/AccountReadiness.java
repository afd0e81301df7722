package io.vpcep.operator.metrics;

import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.Condition;
import io.vpcep.operator.api.LabelSelector;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.AccountState;
import io.vpcep.operator.connection.AccountState.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Whether accounts can be used. Of several releases, the one that reports on an account exports
 * what its status says. Each other one exports only that the cloud refuses it: the one that reports
 * may have no use for the account, and not know.
 *
 * @param reported the accounts that this one reports on
 * @param states what this one knows of accounts
 */
public record AccountReadiness(LabelSelector reported, States states) {

  /** What is known of accounts. */
  @FunctionalInterface
  public interface States {

    /** The state of an account; null if nothing is known. */
    @Nullable AccountState of(AccountKey account);
  }

  /** Null if there is nothing to say, for example as long as nobody has used the credentials. */
  @Nullable Boolean of(CloudAccount account) {
    return reported.selects(account.getMetadata().getLabels()) ? shown(account) : known(account);
  }

  private static @Nullable Boolean shown(CloudAccount account) {
    var status = account.getStatus();
    var ready = status == null ? null : Condition.find(status.conditions(), Condition.READY);
    if (ready == null || ready.status().equals("Unknown")) {
      return null;
    }
    return ready.status().equals("True");
  }

  private @Nullable Boolean known(CloudAccount account) {
    var metadata = account.getMetadata();
    var state = states.of(new AccountKey(metadata.getNamespace(), metadata.getName()));
    boolean isRefused = state != null && state.reason() == Reason.UNAUTHORIZED;
    return isRefused ? false : null;
  }
}

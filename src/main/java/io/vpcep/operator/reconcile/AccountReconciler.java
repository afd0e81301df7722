package io.vpcep.operator.reconcile;

import io.vpcep.operator.account.AccountRegistry;
import io.vpcep.operator.account.AccountSettings;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.CloudAccountStatus;
import io.vpcep.operator.api.Condition;
import io.vpcep.operator.api.LabelSelector;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.decision.AccountDecision;
import io.vpcep.operator.decision.Decision;
import io.vpcep.operator.decision.InternalErrorStatus;
import io.vpcep.operator.decision.PollPolicy;
import io.vpcep.operator.time.Now;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an account ready, and decides a status that says whether it is. Where several releases
 * share the resources, each uses all accounts, and one of them reports on an account.
 *
 * @param selector of the accounts that this one reports on
 */
record AccountReconciler(AccountRegistry accounts, LabelSelector selector, PollPolicy pollPolicy)
    implements ResourceReconciler<CloudAccount, CloudAccountStatus> {

  @Override
  public Class<CloudAccount> type() {
    return CloudAccount.class;
  }

  @Override
  public @Nullable Decision<CloudAccountStatus> reconcile(CloudAccount resource, Now now) {
    var metadata = resource.getMetadata();
    var spec = resource.getSpec();
    var settings =
        new AccountSettings(
            spec.cloud(), spec.region(), spec.projectID(), spec.credentialsSecretRef().name());
    var key = new AccountKey(metadata.getNamespace(), metadata.getName());
    var state = accounts.declare(key, metadata.getUid(), settings);
    return state == null
        ? null
        : AccountDecision.decide(resource, state, pollPolicy.staleAfter(), now);
  }

  @Override
  public boolean isReported(CloudAccount resource) {
    return selector.selects(resource.getMetadata().getLabels());
  }

  @Override
  public boolean isFresh(CloudAccount resource) {
    var status = resource.getStatus();
    return status == null
        || !Objects.equals(status.observedGeneration(), resource.getMetadata().getGeneration());
  }

  /** Unknown: the account may work all the same. */
  @Override
  public CloudAccountStatus failed(CloudAccount resource, CloudAccountStatus status, Now now) {
    return InternalErrorStatus.of(
        status, Condition.READY, "Unknown", resource.getMetadata().getGeneration(), now.wall());
  }

  @Override
  public void written(CloudAccount resource, @Nullable CloudAccountStatus before) {
    // Transitions of accounts are not counted.
  }

  @Override
  public void forget(String namespace, String name) {
    accounts.remove(new AccountKey(namespace, name));
  }
}

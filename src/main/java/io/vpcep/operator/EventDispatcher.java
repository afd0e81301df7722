package io.vpcep.operator;

import static java.util.Objects.requireNonNull;

import io.vpcep.operator.acceptance.PlannedAction.PolicyVersion;
import io.vpcep.operator.account.AccountListener;
import io.vpcep.operator.account.AccountRegistry;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.poll.Poller;
import io.vpcep.operator.poll.SubscriberId;
import io.vpcep.operator.reconcile.Controllers;
import org.jspecify.annotations.Nullable;

/**
 * Notifies the parts of the operator of each other's changes. It exists before they do; it is
 * connected before any of them is started.
 */
final class EventDispatcher implements AccountListener {

  private @Nullable AccountRegistry accounts;
  private @Nullable Poller poller;
  private @Nullable Controllers controllers;

  void connect(AccountRegistry toAccounts, Poller toPoller, Controllers toControllers) {
    accounts = toAccounts;
    poller = toPoller;
    controllers = toControllers;
  }

  /** Those who show an account reconcile it; those who need it use it, or wait for it. */
  @Override
  public void stateChanged(AccountKey key) {
    requireNonNull(controllers).changed(key);
    var state = requireNonNull(accounts).state(key);
    if (state != null && state.usable()) {
      requireNonNull(poller).accountReady(key);
    } else {
      requireNonNull(poller).accountLost(key);
    }
  }

  @Override
  public void settingsChanged(AccountKey key) {
    requireNonNull(poller).accountChanged(key);
  }

  @Override
  public void probeDue(AccountKey key) {
    requireNonNull(poller).accountReady(key);
  }

  /** What was done or read for a policy has ended. */
  void reported(PolicyVersion policy) {
    observed(SubscriberId.ofPolicy(policy.namespace(), policy.name()));
  }

  /** A sweep has found something new for a resource. */
  void observed(SubscriberId id) {
    requireNonNull(controllers).observed(id);
  }
}

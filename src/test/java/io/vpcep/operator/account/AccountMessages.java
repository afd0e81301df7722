package io.vpcep.operator.account;

import static io.vpcep.operator.account.AccountFixture.KEY;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.source.vpcep.VpcepSource;
import io.vpcep.operator.support.FakeClock;
import io.vpcep.operator.support.MessageList;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** What a CloudAccount says, and what the resources that name it say because of it. */
public final class AccountMessages {

  private static final CloudFailure WRONG =
      new CloudFailure(
          Reason.UNAUTHORIZED, "Cloud: 401 IAM.0001: The username or password is wrong.");

  private AccountMessages() {}

  /** Adds them. */
  public static void add(MessageList list) {
    list.section("CloudAccount: Ready");
    addStates(list);
    addSecrets(list);
    list.section("VpcEndpointConnection: Synced, because of its CloudAccount");
    addCalls(list);
  }

  private static void addStates(MessageList list) {
    add(list, "the cloud accepts the password", account -> account.withPassword().declared());
    add(list, "a token that was not used yet", account -> account.withToken("T0ken").declared());
    add(
        list,
        "IAM refuses the password",
        account -> {
          account.identityFails(WRONG);
          account.withPassword().declared();
        });
    add(
        list,
        "the only API that was called refuses the token",
        account -> {
          account.withToken("T0ken").declared();
          account.tryToCall();
        });
    add(
        list,
        "others with the same user name were refused several times",
        AccountMessages::lockOut);
    add(list, "there is no Secret", account -> account.declared());
    add(
        list,
        "the Secret cannot be read",
        account -> {
          account.secretsBreak(new IllegalStateException("forbidden"));
          account.declared();
        });
    add(
        list,
        "a token without spec.projectID",
        account ->
            account
                .withToken("T0ken")
                .declared(new AccountSettings("otc", "eu-de", null, "credentials")));
    add(
        list,
        "the operator itself failed with it",
        account -> {
          account.identityBreaks(new IllegalStateException("for the list of messages"));
          account.withPassword().declared();
        });
  }

  private static void lockOut(AccountFixture account) {
    account.identityFails(WRONG);
    IntStream.range(0, 8)
        .forEach(
            i ->
                account.another(
                    "n" + i,
                    Map.of(
                        "userName", "ops", "password", "wrong" + i, "domainName", "shop-domain")));
    account.identityFails(null);
    account.withPassword().declared();
  }

  private static void addSecrets(MessageList list) {
    secret(list, "the Secret is empty");
    secret(list, "the Secret has other keys", "user", "pass");
    secret(list, "the Secret has the keys of two sets", "token", "accessKey", "secretKey");
    secret(list, "the Secret lacks keys", "domain", "password", "username");
    secret(list, "the Secret lacks one key", "accessKey");
    add(
        list,
        "the Secret is that of a sample",
        account -> account.withSecret(Map.of("token", "put-the-token-here")).declared());
    add(
        list,
        "a key of the Secret has no value",
        account ->
            account
                .withSecret(Map.of("userName", "ops", "password", "", "domainName", "d"))
                .declared());
    add(list, "the token has a line break", account -> account.withToken("T0\nken").declared());
    add(list, "the access key has a space", account -> account.withAccessKey("A K").declared());
  }

  private static void secret(MessageList list, String situation, String... names) {
    var keys = new TreeMap<String, String>();
    for (var name : names) {
      keys.put(name, "x");
    }
    add(list, situation, account -> account.withSecret(keys).declared());
  }

  private static void add(MessageList list, String situation, Consumer<AccountFixture> given) {
    var account = new AccountFixture();
    given.accept(account);
    var state = requireNonNull(account.state(), situation);
    list.add("%s: %s".formatted(situation, state.reason().value()), state.message());
  }

  private static void addCalls(MessageList list) {
    var absent = new AccountFixture();
    absent.deleted();
    call(list, "the CloudAccount does not exist", absent);
    call(list, "the CloudAccount was not seen yet", new AccountFixture());
    var unchecked = new AccountFixture();
    unchecked.holdChecks();
    call(list, "the CloudAccount is being checked", unchecked.withPassword().declared());
    call(list, "the CloudAccount is not ready", new AccountFixture().declared());
    var one = new AccountFixture();
    one.refuses(VpcepSource.API);
    call(list, "IAM accepts the password, the API does not", one.withPassword().declared());
    list.add("the rate limit is exhausted: Throttled", rateLimited());
  }

  private static void call(MessageList list, String situation, AccountFixture account) {
    var failure = account.failureOf(KEY, VpcepSource.API);
    list.add("%s: %s".formatted(situation, failure.reason().value()), failure.message());
  }

  private static String rateLimited() {
    var limiter = new RateLimiter(1, 1, new FakeClock(AccountFixture.NOON), Duration.ZERO);
    return catchThrowableOfType(
            CloudException.class,
            () -> {
              limiter.take(Priority.NORMAL);
              limiter.take(Priority.NORMAL);
            })
        .failure()
        .message();
  }
}

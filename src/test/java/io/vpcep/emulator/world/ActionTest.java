package io.vpcep.emulator.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActionTest {

  @ParameterizedTest
  @CsvSource({
    "pendingAcceptance, RECEIVE, creating",
    "pendingAcceptance, REJECT,  rejected",
    "pendingAcceptance, DELETE,  deleting",
    "creating,          DELETE,  deleting",
    "accepted,          RECEIVE, accepted",
    "accepted,          REJECT,  rejected",
    "accepted,          DELETE,  deleting",
    "rejected,          RECEIVE, creating",
    "rejected,          REJECT,  rejected",
    "rejected,          DELETE,  deleting",
    "failed,            DELETE,  deleting",
    "frozen,            DELETE,  deleting",
  })
  void leadsToTheNextStatus(String status, Action action, String next)
      throws ActionRefusedException {
    assertThat(action.next(status)).isEqualTo(next);
  }

  @ParameterizedTest
  @CsvSource({
    "creating, RECEIVE, BEING_CREATED",
    "creating, REJECT,  BEING_CREATED",
    "failed,   RECEIVE, UNMODIFIABLE",
    "failed,   REJECT,  UNMODIFIABLE",
    "deleting, RECEIVE, BEING_DELETED",
    "deleting, REJECT,  BEING_DELETED",
    "deleting, DELETE,  BEING_DELETED",
    "frozen,   RECEIVE, UNMODIFIABLE",
    "frozen,   REJECT,  UNMODIFIABLE",
  })
  void isRefusedWhereTheStatusDoesNotAllowIt(String status, Action action, Refusal refusal) {
    assertThatThrownBy(() -> action.next(status))
        .isInstanceOfSatisfying(
            ActionRefusedException.class, e -> assertThat(e.refusal()).isEqualTo(refusal));
  }

  @Test
  void hasTheApisWordsForTheServicesOwnerOnly() {
    assertThat(Action.of("receive")).contains(Action.RECEIVE);
    assertThat(Action.of("reject")).contains(Action.REJECT);
    assertThat(Action.of("delete")).isEmpty();
    assertThat(Action.of("RECEIVE")).isEmpty();
  }
}

package io.vpcep.operator.poll;

import static io.vpcep.operator.poll.PollerFixture.failure;
import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.cloud.Page;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.CssCluster;
import io.vpcep.operator.time.MonotonicClock;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When a list is whole. */
class ListingTest {

  @Test
  void itIsWholeWhenEveryItemCameOnce() {
    assertThat(walk(page(3, "a", "b"), page(3, "c")).isWhole()).isTrue();
  }

  @Test
  void itIsWholeWhenThereIsNothing() {
    assertThat(walk(page(0)).isWhole()).isTrue();
  }

  @Test
  void itIsWholeWithAnItemThatCannotBeUnderstoodButNamed() {
    assertThat(walk(page(2, "a"), garbled(2, "odd")).isWhole()).isTrue();
  }

  @Test
  void itIsNotWholeWhenTheTotalChanged() {
    assertThat(walk(page(4, "a", "b"), page(3, "c")).isWhole()).isFalse();
  }

  @Test
  void itIsNotWholeWhenAnItemCameTwice() {
    assertThat(walk(page(4, "a", "b"), page(4, "b", "c")).isWhole()).isFalse();
  }

  @Test
  void itIsNotWholeWhenAnItemThatCannotBeUnderstoodCameTwice() {
    assertThat(walk(page(3, "a"), garbled(3, "odd"), garbled(3, "odd")).isWhole()).isFalse();
  }

  @Test
  void itIsNotWholeWhenAnItemThatCannotBeUnderstoodHidesAnother() {
    var odd = new Page.Malformed("odd", null, failure(Reason.INVALID_RESPONSE));
    var page = new Page(List.of(connection("a")), List.of(odd, odd), 2);

    assertThat(walk(page).isWhole()).isFalse();
  }

  @Test
  void itIsNotWholeWhenAnItemHasNoName() {
    assertThat(walk(page(2, "a"), garbled(2, null)).isWhole()).isFalse();
  }

  @Test
  void itIsNotWholeWhenAPageIsEmptyTooEarly() {
    assertThat(walk(page(3, "a", "b"), page(3)).isWhole()).isFalse();
  }

  @Test
  void itIsNotWholeWhenAPageHoldsMoreThanTheTotal() {
    assertThat(walk(page(1, "a", "b")).isWhole()).isFalse();
  }

  @Test
  void itTellsOfTheClusterWhatItsPagesTell() {
    var cluster = new CssCluster("search", true);
    var page = new Page(List.of(connection("a")), List.of(), 1, cluster);

    assertThat(walk(page).toSourceListing().cluster()).isEqualTo(cluster);
    assertThat(walk(page(1, "a")).toSourceListing().cluster()).isNull();
  }

  private static Listing walk(Page... pages) {
    var responses = new ArrayDeque<>(Arrays.asList(pages));
    var budget = new ReadBudget(PollerFixture.SERVICE.source(), MonotonicClock.system());
    return Listing.walk(budget, query -> responses.remove());
  }

  private static Page page(long total, String... endpoints) {
    return new Page(
        Arrays.stream(endpoints).map(ListingTest::connection).toList(), List.of(), total);
  }

  private static Page garbled(long total, @Nullable String endpoint) {
    var item = new Page.Malformed(endpoint, null, failure(Reason.INVALID_RESPONSE));
    return new Page(List.of(), List.of(item), total);
  }

  private static Connection connection(String endpoint) {
    return aConnection().of(endpoint).build();
  }
}

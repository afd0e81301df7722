package io.vpcep.operator.support;

import io.vpcep.operator.cloud.Api;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.ListQuery;
import io.vpcep.operator.cloud.Page;
import io.vpcep.operator.cloud.Session;
import io.vpcep.operator.connection.Approval;
import io.vpcep.operator.connection.CloudAction;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.source.Capability;
import io.vpcep.operator.source.SourceClient;
import io.vpcep.operator.source.vpcep.VpcepSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A cloud that lists connections from memory, fails where it is told to, and logs its calls. */
public final class FakeSourceClient implements SourceClient {

  private static final Comparator<Item> LATEST_FIRST =
      Comparator.comparing(Item::updated, Comparator.reverseOrder());

  private static final String SORT_KEY_REFUSED = "FAKE.0017";

  /** After whatever is known. */
  private static final Instant NEVER_OLD = Instant.parse("2030-01-01T00:00:00Z");

  private final Map<String, List<Item>> sources = new HashMap<>();
  private final Map<Integer, CloudFailure> failingPages = new HashMap<>();
  private final List<ListQuery> calls = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private final List<CloudAction> actions = new ArrayList<>();
  private final Map<String, CloudFailure> failingSources = new HashMap<>();
  private Approval approval = Approval.UNKNOWN;
  private @Nullable CloudFailure failure;
  private @Nullable CloudFailure lookUpFailure;
  private @Nullable Throwable bug;
  private Consumer<ListQuery> afterCall = query -> {};
  private boolean canFilter = true;
  private boolean filters = true;
  private Set<String> sortKeys = Set.of("update_at", "updated_at");
  private Set<String> ignoredSortKeys = Set.of();
  private int pageLimit = ListQuery.MAX_LIMIT;
  private long endlessTotal;

  public FakeSourceClient holds(String source, Connection... connections) {
    var items = Arrays.stream(connections).map(Item::of).toList();
    sources.put(source, new ArrayList<>(items));
    return this;
  }

  /** Adds a connection at the end of the list, or changes the one that is there. */
  public void put(String source, Connection connection) {
    replace(source, Item.of(connection));
  }

  /** Lists a connection in a way that cannot be understood. */
  public void garble(
      String source, @Nullable String endpointId, @Nullable Long markerId, CloudFailure cause) {
    replace(source, new Item(null, new Page.Malformed(endpointId, markerId, cause)));
  }

  public void remove(String source, String endpointId) {
    items(source).removeIf(item -> item.isOf(endpointId));
  }

  /** Knows these names to sort by update time, and no other. */
  public void sortsBy(String... keys) {
    sortKeys = Set.of(keys);
  }

  /** Takes these names, and sorts by creation all the same. */
  public void ignoresSortingBy(String... keys) {
    ignoredSortKeys = Set.of(keys);
  }

  /** Lists, and does nothing else. */
  public void cannotFilter() {
    canFilter = false;
    filters = false;
  }

  /** Claims to filter, and lists everything. */
  public void ignoresFilters() {
    filters = false;
  }

  /** However many are asked for, a page holds no more. */
  public void givesAtMost(int limit) {
    pageLimit = limit;
  }

  /**
   * Every list has another page, whatever the offset.
   *
   * @param pageSize how many connections a page has
   * @param total how many connections it says there are
   */
  public void neverEnds(int pageSize, long total) {
    pageLimit = pageSize;
    endlessTotal = total;
  }

  /** Says this of whether connections wait for acceptance. */
  public void saysOfApproval(Approval value) {
    approval = value;
  }

  @Override
  public Approval approval(Session session, String sourceId) throws CloudException {
    if (failure != null) {
      throw new CloudException(failure);
    }
    return approval;
  }

  public void failsAlways(CloudFailure cause) {
    failure = cause;
  }

  public void failsFor(String source, CloudFailure cause) {
    failingSources.put(source, cause);
  }

  public void failsAt(int offset, CloudFailure cause) {
    failingPages.put(offset, cause);
  }

  public void failsLookUps(CloudFailure cause) {
    lookUpFailure = cause;
  }

  /** A fault in our own code, while a call is made. */
  public void breaksWith(RuntimeException cause) {
    bug = cause;
  }

  public void breaksWith(Error cause) {
    bug = cause;
  }

  public void recovers() {
    failure = null;
    lookUpFailure = null;
    bug = null;
    failingPages.clear();
    failingSources.clear();
  }

  /** Runs after each answer was made and before it is received. */
  public void afterEachCall(Consumer<ListQuery> hook) {
    afterCall = hook;
  }

  public List<ListQuery> calls() {
    return calls;
  }

  /** The source of each call. */
  public List<String> asked() {
    return asked;
  }

  @Override
  public Api api() {
    return VpcepSource.API;
  }

  @Override
  public Set<Capability> capabilities() {
    return canFilter ? Set.of(Capability.FILTER, Capability.ACCEPT) : Set.of();
  }

  @Override
  public void act(Session session, CloudAction action) throws CloudException {
    actions.add(action);
    if (failure != null) {
      throw new CloudException(failure);
    }
  }

  /** What was to be changed. */
  public List<CloudAction> actions() {
    return actions;
  }

  @Override
  public List<String> sortKeys() {
    return canFilter ? List.of("update_at", "updated_at") : List.of();
  }

  @Override
  public boolean isSortKeyRefused(CloudException failure) {
    return failure.hasCode(SORT_KEY_REFUSED);
  }

  @Override
  public Page list(Session session, String sourceId, ListQuery query) throws CloudException {
    calls.add(query);
    asked.add(sourceId);
    try {
      return answer(sourceId, query);
    } finally {
      afterCall.accept(query);
    }
  }

  private Page answer(String source, ListQuery query) throws CloudException {
    if (bug instanceof Error error) {
      throw error;
    }
    if (bug instanceof RuntimeException exception) {
      throw exception;
    }
    boolean isLookUp = query.endpointId() != null || query.markerId() != null;
    var obstacle = isLookUp ? lookUpFailure : failingPages.get(query.offset());
    var cause = failure != null ? failure : failingSources.getOrDefault(source, obstacle);
    if (cause != null) {
      throw new CloudException(cause);
    }
    if (query.sortKey() != null && !sortKeys.contains(query.sortKey())) {
      throw new CloudException(
          new CloudFailure(CloudFailure.Reason.INVALID_RESPONSE, "bad sort_key"), SORT_KEY_REFUSED);
    }
    if (endlessTotal > 0) {
      return endlessPage(query);
    }
    var matching =
        inOrder(items(source), query).stream()
            .filter(item -> !filters || item.matches(query))
            .toList();
    // stricter than Huawei Cloud, which gives an empty page at the total: no sweep may ask for it
    if (query.offset() > 0 && query.offset() >= matching.size()) {
      throw new CloudException(CloudFailure.Reason.INVALID_RESPONSE, "EndPoint.0010: bad offset");
    }
    var page =
        matching.stream().skip(query.offset()).limit(Math.min(query.limit(), pageLimit)).toList();
    return new Page(
        page.stream().map(Item::connection).filter(Objects::nonNull).toList(),
        page.stream().map(Item::malformed).filter(Objects::nonNull).toList(),
        matching.size());
  }

  private Page endlessPage(ListQuery query) {
    if (query.endpointId() != null) {
      return new Page(
          List.of(ConnectionBuilder.aConnection().of(query.endpointId()).build()), List.of(), 1);
    }
    var page =
        IntStream.range(query.offset(), query.offset() + Math.min(query.limit(), pageLimit))
            .mapToObj(
                i ->
                    ConnectionBuilder.aConnection()
                        .of("endpoint-" + i)
                        .updatedAt(NEVER_OLD)
                        .build())
            .toList();
    return new Page(page, List.of(), endlessTotal);
  }

  private List<Item> inOrder(List<Item> items, ListQuery query) {
    var ordered = new ArrayList<>(items);
    if (query.sortKey() != null && !ignoredSortKeys.contains(query.sortKey())) {
      ordered.sort(LATEST_FIRST);
    } else if ("desc".equals(query.sortDir())) {
      Collections.reverse(ordered);
    }
    return ordered;
  }

  private void replace(String source, Item item) {
    var items = items(source);
    for (int i = 0; i < items.size(); i++) {
      if (item.endpointId() != null && items.get(i).isOf(item.endpointId())) {
        items.set(i, item);
        return;
      }
    }
    items.add(item);
  }

  private List<Item> items(String source) {
    return sources.computeIfAbsent(source, key -> new ArrayList<>());
  }

  private record Item(@Nullable Connection connection, Page.@Nullable Malformed malformed) {

    static Item of(Connection connection) {
      return new Item(connection, null);
    }

    @Nullable String endpointId() {
      return connection != null
          ? connection.endpointId()
          : Objects.requireNonNull(malformed).endpointId();
    }

    @Nullable Long markerId() {
      return connection != null
          ? connection.markerId()
          : Objects.requireNonNull(malformed).markerId();
    }

    Instant updated() {
      var time = connection == null ? null : connection.updatedTime();
      return time == null ? Instant.MIN : time;
    }

    boolean isOf(String endpoint) {
      return endpoint.equals(endpointId());
    }

    boolean matches(ListQuery query) {
      return (query.endpointId() == null || query.endpointId().equals(endpointId()))
          && (query.markerId() == null || query.markerId().equals(markerId()));
    }
  }
}

package io.vpcep.emulator.vpcep;

import io.vpcep.emulator.http.PageBounds;
import io.vpcep.emulator.http.RefusedException;
import io.vpcep.emulator.world.EndpointService;
import io.vpcep.emulator.world.ServiceStatus;
import io.vpcep.emulator.world.SortBy;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of the list of services.
 *
 * @param name a part of the name, whatever its case
 * @param id only this service
 * @param status only this status
 * @param sortBy creation time by default
 * @param descending true by default
 * @param page the part that is asked for
 */
record ServiceQuery(
    @Nullable String name,
    @Nullable String id,
    @Nullable String status,
    SortBy sortBy,
    boolean descending,
    PageBounds page) {

  private static final Set<String> STATUSES =
      Set.of(
          ServiceStatus.CREATING,
          ServiceStatus.AVAILABLE,
          ServiceStatus.FAILED,
          ServiceStatus.DELETING);

  static ServiceQuery of(Map<String, String> query) throws RefusedException {
    String status = query.get("status");
    if (status != null && !STATUSES.contains(status)) {
      throw VpcepError.BAD_STATUS.refusal();
    }
    return new ServiceQuery(
        query.get("endpoint_service_name"),
        query.get("id"),
        status,
        VpcepQuery.sortBy(query.getOrDefault("sort_key", "create_at")),
        VpcepQuery.descending(query.getOrDefault("sort_dir", "desc")),
        PageBounds.of(query, VpcepError.BAD_LIMIT.response(), VpcepError.BAD_OFFSET.response()));
  }

  /** What matches, in order, on all pages. */
  List<EndpointService> matches(List<EndpointService> services, ServiceJson names) {
    Comparator<EndpointService> byTime = Comparator.comparing(this::timeOf);
    return services.stream()
        .filter(service -> id == null || service.id().equals(id))
        .filter(service -> status == null || service.status().equals(status))
        .filter(service -> named(names.name(service)))
        .sorted((descending ? byTime.reversed() : byTime).thenComparing(EndpointService::id))
        .toList();
  }

  /** Whether a name has the part that is asked for. */
  boolean named(String full) {
    return name == null || full.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT));
  }

  private Instant timeOf(EndpointService service) {
    return sortBy == SortBy.CREATED ? service.createdAt() : service.updatedAt();
  }
}

package io.vpcep.emulator.vpcep;

import io.vpcep.emulator.http.PageBounds;
import io.vpcep.emulator.http.RefusedException;
import java.util.List;

/** A page of any list of the VPC endpoint service. */
final class VpcepPage {

  private VpcepPage() {}

  /**
   * The documents require an offset below the total. But clients of Huawei Cloud read until a page
   * is empty (data source and approval resource of its Terraform provider, with pages of 10), so an
   * offset equal to the total gets an empty page. That a larger one is refused is unconfirmed.
   */
  static <T> List<T> of(PageBounds bounds, List<T> matches) throws RefusedException {
    if (bounds.offset() > matches.size()) {
      throw VpcepError.BAD_OFFSET.refusal();
    }
    return bounds.of(matches);
  }
}

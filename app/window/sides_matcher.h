// Works out dots that match the shaved sides off the main thread: designs are compiled for that, some tenths of a second long.
#pragma once
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <string>

#include "session/skin/match_proposal.h"

namespace stipple::window {

class SidesMatcher {
  public:
    using Work = std::function<std::optional<session::MatchProposal>(const model::Design&, const session::PreparedHead&)>;

    // `wake` is called on the worker's thread when it is done.
    explicit SidesMatcher(std::function<void()> wake, Work work = session::propose_match);
    ~SidesMatcher();  // waits for what is under way
    SidesMatcher(const SidesMatcher&) = delete;
    SidesMatcher& operator=(const SidesMatcher&) = delete;

    // For this design on this head, which must be complete; what was asked for before is dropped.
    void ask(model::Design design, std::shared_ptr<const session::PreparedHead> head);
    void drop();
    [[nodiscard]] bool busy() const { return job_ != nullptr; }

    struct Answer {
        std::optional<session::MatchProposal> proposal;  // none where nothing is treated, or of a problem
        std::string problem;                             // a sentence; empty where there is none
        double ms = 0;                                   // on the worker
    };
    // To be called on the main thread while no hand changes the design, with what is there now. Where that is not what was asked for
    // any more the proposal would miss: it is worked out anew, and there is no answer yet.
    [[nodiscard]] std::optional<Answer> poll(const model::Design& now, const std::shared_ptr<const session::PreparedHead>& head);

  private:
    struct Job;
    void reap();

    std::function<void()> wake_;
    Work work_;
    std::unique_ptr<Job> job_;
    std::list<std::unique_ptr<Job>> leaving_;  // dropped, still at work
};

}  // namespace stipple::window

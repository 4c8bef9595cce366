// A door in front of the database's that can lose what a network loses: a COMMIT on its way there, or its
// answer; or, when it is destroyed, the whole host.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace chophien::given {

class LossyProxy {
public:
    enum class Door { unix_socket, tcp };

    explicit LossyProxy(std::string server_socket, Door door = Door::unix_socket);
    ~LossyProxy();
    LossyProxy(const LossyProxy&) = delete;
    LossyProxy& operator=(const LossyProxy&) = delete;

    const std::string& socket() const { return socket_; }

    /// Of a tcp door, on 127.0.0.1.
    std::uint16_t port() const { return port_; }

    /// The next COMMIT never arrives: the connection breaks before it.
    void lose_next_commit() { loss_ = Loss::commit; }

    /// The next COMMIT arrives and happens; the connection breaks before its answer.
    void lose_next_answer() { loss_ = Loss::answer; }

    /// How many COMMITs were lost either way.
    int lost() const { return lost_; }

private:
    enum class Loss { none, commit, answer };

    void accept_all();
    void carry(int client);

    std::string server_socket_;
    std::string directory_;
    std::string socket_;
    std::uint16_t port_ = 0;
    int listener_ = -1;
    std::atomic<Loss> loss_{Loss::none};
    std::atomic<int> lost_{0};
    std::atomic<bool> stopping_{false};
    std::mutex mutex_;
    std::vector<std::thread> carriers_;
    std::thread acceptor_;
};

}  // namespace chophien::given

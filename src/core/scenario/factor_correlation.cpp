#include "src/core/scenario/factor_correlation.hpp"

#include <algorithm>
#include <set>

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>

#include "sim/base/detmath.hpp"
#include "src/core/scenario/key_path.hpp"

namespace headroom::scenario {
namespace {

using Matrix = Eigen::MatrixXd;

// What is this far from a correlation matrix is one but for rounding.
constexpr double kRounding = 1e-10;
// Moves the least eigenvalue off zero; far below what a planner can know of a correlation.
constexpr double kRidge = 1e-8;

std::string_view trim(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

std::string canonical_path(std::string_view text) {
    const auto path = parse_key_path(trim(text));
    return path ? format_key_path(*path) : "";
}

Matrix without_negative_eigenvalues(const Matrix& symmetric) {
    const Eigen::SelfAdjointEigenSolver<Matrix> solver(symmetric);
    const Eigen::VectorXd clipped = solver.eigenvalues().cwiseMax(0.0);
    return solver.eigenvectors() * clipped.asDiagonal() * solver.eigenvectors().transpose();
}

bool is_correlation(const Matrix& matrix) {
    const Eigen::SelfAdjointEigenSolver<Matrix> solver(matrix, Eigen::EigenvaluesOnly);
    return solver.eigenvalues().minCoeff() >= -kRounding;
}

// Alternating projections on the matrices without negative eigenvalues and on those with a unit
// diagonal, with Dykstra's correction of the first: Higham 2002, algorithm 3.3.
Matrix nearest_correlation(const Matrix& wanted) {
    constexpr int kMostSteps = 1000;
    Matrix near = wanted;
    Matrix correction = Matrix::Zero(wanted.rows(), wanted.cols());
    for (int step = 0; step < kMostSteps; ++step) {
        const Matrix shifted = near - correction;
        const Matrix projected = without_negative_eigenvalues(shifted);
        correction = projected - shifted;
        Matrix next = projected;
        next.diagonal().setOnes();
        const double moved = (next - near).cwiseAbs().maxCoeff();
        near = next;
        if (moved < kRounding)
            break;
    }
    // What is left of negative eigenvalues, should the steps not have sufficed.
    const Matrix clipped = without_negative_eigenvalues(near);
    const Eigen::VectorXd scale = clipped.diagonal().cwiseSqrt().cwiseInverse();
    Matrix scaled = scale.asDiagonal() * clipped * scale.asDiagonal();
    scaled.diagonal().setOnes();
    return scaled;
}

Matrix lower_factor(const Matrix& matrix) {
    const Eigen::LLT<Matrix> exact(matrix);
    if (exact.info() == Eigen::Success)
        return exact.matrixL();
    // On the edge, as with a correlation of 1.
    const Matrix inside =
        (1 - kRidge) * matrix + kRidge * Matrix::Identity(matrix.rows(), matrix.cols());
    const Eigen::LLT<Matrix> nearly(inside);
    return nearly.matrixL();
}

std::vector<double> row_major(const Matrix& matrix) {
    std::vector<double> values;
    for (Eigen::Index row = 0; row < matrix.rows(); ++row)
        for (Eigen::Index column = 0; column < matrix.cols(); ++column)
            values.push_back(matrix(row, column));
    return values;
}

}  // namespace

std::pair<std::string, std::string> split_pair(std::string_view text) {
    const std::size_t tilde = text.find('~');
    if (tilde == std::string_view::npos)
        return {};
    auto pair =
        std::pair(canonical_path(text.substr(0, tilde)), canonical_path(text.substr(tilde + 1)));
    return pair.first.empty() || pair.second.empty() ? std::pair<std::string, std::string>() : pair;
}

FactorCorrelation FactorCorrelation::of(const std::vector<NamedNumber>& pairs) {
    FactorCorrelation result;
    std::set<std::string> names;
    for (const NamedNumber& pair : pairs) {
        const auto [a, b] = split_pair(pair.name);
        if (a != b)
            names.insert({a, b});
    }
    result.names_.assign(names.begin(), names.end());
    const auto place = [&](const std::string& name) {
        return static_cast<Eigen::Index>(std::distance(names.begin(), names.find(name)));
    };
    const auto size = static_cast<Eigen::Index>(names.size());
    Matrix wanted = Matrix::Identity(size, size);
    for (const NamedNumber& pair : pairs) {
        const auto [a, b] = split_pair(pair.name);
        if (a != b)
            wanted(place(a), place(b)) = wanted(place(b), place(a)) = pair.value;
    }
    if (names.empty())
        return result;
    const Matrix used = is_correlation(wanted) ? wanted : nearest_correlation(wanted);
    result.largest_change_ = (used - wanted).cwiseAbs().maxCoeff();
    result.matrix_ = row_major(used);
    result.lower_ = row_major(lower_factor(used));
    return result;
}

std::vector<double> FactorCorrelation::correlate(const std::vector<double>& uniforms) const {
    constexpr double kLeast = 0x1p-53;
    std::vector<double> scores, correlated;
    for (const double uniform : uniforms)
        scores.push_back(detmath::inverse_normal_cdf(uniform));
    for (std::size_t i = 0; i < names_.size(); ++i) {
        double score = 0;
        for (std::size_t j = 0; j <= i; ++j)
            score += lower_[i * names_.size() + j] * scores[j];
        correlated.push_back(std::clamp(detmath::normal_cdf(score), kLeast, 1 - kLeast));
    }
    return correlated;
}

}  // namespace headroom::scenario
